import { discoverServices, perMinute, type Service } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { limitsFiles, limitsTable } from '../src/limits.js';

const lamps = (operations: object) =>
  ({
    name: 'lamps',
    schema: z.object({ LIGHTS_PER_MINUTE: perMinute(3, 'Lights') }),
    openApi: async () => ({ paths: { '/lamps/{lampId}': operations } }),
  }) as unknown as Service;

describe('the table of limits', () => {
  it('shows every route of every service, and is current', async () => {
    const { texts } = await limitsFiles(await discoverServices(), resolve('.'));
    expect(texts['docs/security.md']).toBe(await readFile('docs/security.md', 'utf8'));
    expect(texts['docs/security.md']).toMatch(/\| customers +\| `PATCH \/v2\/customers\/:customerId` +\|/);
  });

  it('names the limit of each route with its setting, or why it has none', async () => {
    const post = {
      'x-access': { subject: 'lampId', services: ['night'], role: 'operator' },
      'x-limit': {
        what: 'sends light',
        rules: [{ setting: 'LIGHTS_PER_MINUTE', each: 'network address' }],
      },
    };
    const get = { 'x-access': { public: true }, 'x-limit': { what: 'tells the time', rules: [] } };
    expect((await limitsTable([lamps({ post, get })])).split('\n').slice(2)).toEqual([
      '| lamps   | `POST /lamps/:lampId` | the person, `night`, operators | sends light                   | 3 per minute for each network address (`LIGHTS_PER_MINUTE`) |',
      '| lamps   | `GET /lamps/:lampId`  | anyone                         | tells the time                | none                                                        |',
      '',
    ]);
  });

  it('is refused for a route that declares nothing, and names it', async () => {
    await expect(limitsTable([lamps({ delete: { 'x-access': { role: 'operator' } } })])).rejects.toThrow(
      'These routes do not declare a limit: `DELETE /lamps/:lampId` of lamps. Declare it by @Limit(), or by @Unlimited()',
    );
  });
});
