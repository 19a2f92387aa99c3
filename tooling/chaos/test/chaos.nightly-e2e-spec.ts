import { DIST } from '#tooling/platform';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const MINUTE_MS = 60_000;
jest.setTimeout(15 * MINUTE_MS);

/** What `npm run chaos` prints, and its exit code. */
async function chaos(...args: string[]): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [join(DIST, 'tooling/chaos/src/chaos.main.js'), ...args]);
  const closed = once(child, 'close');
  const [out, err] = await Promise.all([child.stdout.toArray(), child.stderr.toArray()]);
  await closed;
  const text = Buffer.concat([...(out as Buffer[]), ...(err as Buffer[])]).toString();
  return { code: child.exitCode, text };
}

const only = (...names: string[]) => names.flatMap((name) => ['--only', name]);

describe('a platform that breaks', () => {
  const KILLS = ['a relay is killed between every two steps', 'inside a transaction', 'PostgreSQL is killed'];
  const NETWORK = ['connections are reset', 'an acknowledgement is lost'];
  const STOPS = ['services are asked to stop'];
  const REFUSALS = ['a table is locked', 'a service has no connection left'];
  const CHANGES = ['a hearer starts late', 'a service is replaced by its next build'];
  let printed: string;
  beforeAll(async () => {
    const { text } = await chaos(...only(...CHANGES, ...KILLS, ...STOPS, ...REFUSALS, ...NETWORK));
    printed = text;
  });

  const unsurvived = (names: string[]) =>
    names.filter((name) => !new RegExp(`${name}.* survived`).test(printed));

  it('loses and doubles nothing when processes and PostgreSQL are killed', () =>
    expect(unsurvived(KILLS)).toEqual([]));
  it('loses and doubles nothing when connections break', () => expect(unsurvived(NETWORK)).toEqual([]));
  it('loses and repeats no finished work when it is asked to stop under load', () =>
    expect(unsurvived(STOPS)).toEqual([]));
  it('answers 503 with Retry-After, and writes few lines, while its database does not answer', () =>
    expect(unsurvived(REFUSALS)).toEqual([]));
  it('fails no request while a build and its schema replace others under load', () =>
    expect(unsurvived(CHANGES)).toEqual([]));
});

describe('a random run', () => {
  it('loses and doubles nothing', async () => {
    const { code, text } = await chaos('--random', '--seed', '1', '--minutes', '1');
    expect(text).toMatch(/^0 lost, 0 doubled, 0 other violations/m);
    expect(text).toMatch(/^[1-9]\d* kills; by kind: /m);
    expect(code).toBe(0);
  });
});

describe('a broken core', () => {
  it('is caught', async () => {
    const { code, text } = await chaos('--broken', ...only('acknowledge before handling'));
    expect(text).toMatch(/^acknowledge before handling +caught: names-ranking: /m);
    expect(code).toBe(0);
  });
});

describe('the command', () => {
  it.each([
    [['--engine', 'rabbitmq'], '--engine has no effect without --random.'],
    [['--engine', 'kafka'], 'kafka'],
    [['--shrink'], '--shrink has no effect without --plan.'],
    [['--only', 'nothing like it'], 'No fault has such a name'],
  ])('refuses %j', async (args, sentence) => {
    const { code, text } = await chaos(...args);
    expect(text).toContain(sentence);
    expect(code).toBeGreaterThan(0);
  });
});
