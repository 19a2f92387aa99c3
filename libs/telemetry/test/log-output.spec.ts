import { Telemetry } from '#libs/telemetry';
import { eventually } from '#tooling/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;
/** More than what may wait: 1 MiB. */
const LINES = Array.from({ length: 20 }, () => 'x'.repeat(100_000));

let folder: string;
let reader: number;
/** The end of a pipe that its reader does not empty. */
let writer: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-output-'));
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  reader = openSync(pipe, O_RDONLY | O_NONBLOCK);
  writer = openSync(pipe, O_WRONLY | O_NONBLOCK);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function dropped({ metrics }: Telemetry): Promise<number> {
  const { body } = await metrics.scrape();
  return Number(/^log_lines_dropped_total\{.*\} (\d+)/m.exec(body)?.[1]);
}

/** What has arrived in the pipe. */
function read(): string {
  const buffer = Buffer.alloc(2_000_000);
  try {
    return buffer.toString('utf8', 0, readSync(reader, buffer));
  } catch {
    return '';
  }
}

/** Reads the pipe to the line that ends with `last`, and calls `between` after each part. */
async function readTo(last: string, between = () => {}): Promise<Record<string, unknown>[]> {
  let text = '';
  await eventually(() => {
    text += read();
    between();
    return text.endsWith(`${last}"}\n`);
  });
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log that cannot be written', () => {
  it.each([
    ['a full disk', () => openSync('/dev/full', 'a')],
    ['a pipe that nobody reads any more', () => (closeSync(reader), writer)],
    ['a reader that stands still', () => writer],
  ])('ends and blocks nothing, and counts the lines that %s costs', async (_, open) => {
    const telemetry = new Telemetry('alpha', 'debug', { logTo: open() });
    expect(await dropped(telemetry)).toBe(0);
    for (const line of LINES) telemetry.log.info(line);
    expect(await dropped(telemetry)).toBeGreaterThanOrEqual(9);
  });

  it('continues where it stopped, and says once how many lines are lost', async () => {
    const telemetry = new Telemetry('alpha', 'debug', { logTo: writer });
    for (const line of LINES) telemetry.log.info(line);
    const lost = 'log lines were lost while they could not be written';
    const lines = await readTo(lost, () => telemetry.log.info('later'));
    const written = lines.filter(({ msg }) => msg === LINES[0]).length;
    expect(lines.filter(({ msg }) => msg === lost)).toMatchObject([
      { level: 'warn', lines: LINES.length - written },
    ]);
  });

  it('delivers its last lines when the service has nothing more to log', async () => {
    const telemetry = new Telemetry('alpha', 'debug', { logTo: writer });
    telemetry.log.info(LINES[0]);
    telemetry.log.info('the last');
    const lines = await readTo('the last');
    expect(lines.map(({ msg }) => msg)).toEqual([LINES[0], 'the last']);
  });
});
