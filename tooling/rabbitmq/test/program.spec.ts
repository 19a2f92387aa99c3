import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findProgram } from '../src/program.js';

describe('the program of RabbitMQ', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'program-'));
    file = join(folder, 'rabbitmq-server');
    writeFileSync(file, '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is found on the path', () => {
    expect(findProgram(['/nowhere', folder].join(delimiter), [])).toBe(file);
  });

  it('is rather the one without a wrapper', () => {
    expect(findProgram('/nowhere', [folder])).toBe(file);
  });

  it('is missing on a machine that has none', () => {
    expect(findProgram(`/nowhere${delimiter}`, [])).toBeUndefined();
  });
});
