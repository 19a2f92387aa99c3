import { setTimeout as sleep } from 'node:timers/promises';
import type { Hop, HopTimer } from '../event-hop/hop.js';

/** Events per second of each of the two hops. */
const RATE = 60;
const WARM_MS = 5_000;
const MEASURE_MS = 20_000;
const CPU_EVENTS = 1_000;

/** Prints p50, p95 and p99 of two hops, and their CPU time. */
export async function compare(hop: Hop, other: Hop, timer: HopTimer): Promise<void> {
  await alternate([hop, other], timer, WARM_MS);
  const [ours, theirs] = (await alternate([hop, other], timer, MEASURE_MS)).map(quantiles);
  const ratios = ours!.map((ms, at) => ms / theirs![at]!);
  printRow(hop.name, ours!);
  printRow(other.name, theirs!);
  printRow('ratio', ratios);
  const [cpu, otherCpu] = [await cpuPerEvent(hop, timer), await cpuPerEvent(other, timer)];
  console.log(
    `CPU ms       ${cpu.toFixed(2)} and ${otherCpu.toFixed(2)}: ${(cpu / otherCpu).toFixed(2)} times\n`,
  );
}

/**
 * Sends events through both hops in random order, so that other load on the machine slows both, and neither always runs
 * just after the other.
 * @returns the sorted milliseconds of each
 */
async function alternate(hops: [Hop, Hop], timer: HopTimer, forMs: number): Promise<number[][]> {
  const times: Promise<number>[][] = [[], []];
  const started = performance.now();
  for (let at = 0; at < forMs; at += 500 / RATE) {
    await sleep(Math.max(0, started + at - performance.now()));
    const next = Math.random() < 0.5 ? 0 : 1;
    times[next]!.push(timer.time(hops[next]!));
  }
  const all = await Promise.all(times.map((pending) => Promise.all(pending)));
  return all.map((one) => one.toSorted((a, b) => a - b));
}

const quantiles = (sorted: number[]): number[] =>
  [0.5, 0.95, 0.99].map((quantile) => sorted[Math.floor(quantile * sorted.length)] ?? Number.NaN);

/** Milliseconds of CPU time that this process spends on one event. */
async function cpuPerEvent(hop: Hop, timer: HopTimer): Promise<number> {
  const before = process.cpuUsage();
  for (let event = 0; event < CPU_EVENTS; event++) await timer.time(hop);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / CPU_EVENTS;
}

const printRow = (name: string, numbers: number[]): void =>
  console.log(name.padEnd(12) + numbers.map((number) => number.toFixed(2).padStart(9)).join(''));
