import { GET_RABBITMQ, hasRabbitmq } from '#tooling/rabbitmq';
import { availableParallelism, loadavg } from 'node:os';
import type { Contender } from './contender.js';
import { fileOf } from './contenders.js';
import { measure, type Measured, type Sizes } from './measure.js';
import { type Row, tablesOf } from './table.js';

const FULL: Sizes = { warm: 2_000, perSecond: 50, seconds: 30, events: 5_000, kills: 10 };
const QUICK: Sizes = { warm: 100, perSecond: 25, seconds: 4, events: 400, kills: 2 };

/**
 * Measures contenders one after the other, and prints the tables of `docs/comparison.md`.
 * @param hasServer whether this machine has RabbitMQ
 * @returns 1 when this platform has lost or doubled an event
 */
export async function compare(
  names: readonly string[],
  isQuick: boolean,
  hasServer = hasRabbitmq,
): Promise<number> {
  const sizes = isQuick ? QUICK : FULL;
  const rows: Row[] = [];
  let code = 0;
  for (const name of names) {
    const { title, needsRabbitmq, isOurs } = (await import(fileOf(name))) as Contender;
    if (needsRabbitmq && !hasServer) {
      console.error(`SKIPPED: ${name}. This machine has no RabbitMQ server; ${GET_RABBITMQ}`);
      rows.push({ title, measured: { skipped: 'skipped: no RabbitMQ' } });
      continue;
    }
    console.error(`${name} …`);
    const measured = await measure(fileOf(name), sizes);
    rows.push({ title, measured });
    if (isOurs && isWrong(measured)) {
      console.error(`${name} has lost or doubled events: ${JSON.stringify(measured.killed)}`);
      code = 1;
    }
  }
  console.log(`${conditions(sizes)}\n\n${tablesOf(rows)}`);
  return code;
}

const isWrong = ({ killed }: Measured): boolean =>
  Object.values(killed ?? {}).some(({ lost, doubled, unfounded }) => lost + doubled + unfounded > 0);

function conditions({ warm, perSecond, seconds, events, kills }: Sizes): string {
  const load = loadavg()[0]!.toFixed(1);
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)} on ${availableParallelism()} cores with Node ${process.versions.node}; the load`,
    `average at the end was ${load}. After ${warm} requests: latency at ${perSecond} requests a second for ${seconds} s, throughput with`,
    `${events} requests, 16 at once; then each side was killed ${kills} times under the same load.`,
  ].join('\n');
}
