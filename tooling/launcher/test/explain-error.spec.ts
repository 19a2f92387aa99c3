import { configuration } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { explainError } from '../src/explain-error.js';

describe('a setting that is missing', () => {
  it('is named, with the place to set it', () => {
    const config = configuration('stars', { STAR_COLOUR: z.string() });
    let explained: string | undefined;
    try {
      config.read({});
    } catch (error) {
      explained = explainError(error);
    }
    expect(explained).toMatch(/^stars cannot start:\n[^]*STAR_COLOUR is not set[^]*NAME=VALUE npm start$/);
  });
});
