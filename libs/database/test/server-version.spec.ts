import { describe, expect, it } from '@jest/globals';
import { checkServerVersion } from '../src/migrations.js';

describe('the version of a server', () => {
  it.each(['18.4', '18.4 (Debian 18.4-1.pgdg12+1)', '19beta1', '20.0'])('%s is new enough', (version) => {
    expect(() => checkServerVersion(version)).not.toThrow();
  });

  it.each(['15.18 (Debian 15.18-0+deb12u1)', '17.9', '9.6.24'])('%s is refused by name', (version) => {
    expect(() => checkServerVersion(version)).toThrow(
      `The server is PostgreSQL ${version}, which is too old`,
    );
  });
});
