/*
 * Some services in one process, as `npm start` has them: loaded, with their databases brought up to date, started, and asked for
 * their documents. It is sent what to start, tells what that costs, and its memory whenever it is asked, and ends when its parent
 * disconnects.
 */
import { type Env, provisionPlatform, type Service } from '#libs/service';
import { ask, COMPILE_CACHE } from '#tooling/platform';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import type { Cost } from './costs.js';

/** What to start. */
export interface Work {
  /** The server of the databases under its owner. */
  ownerUrl: string;
  services: { name: string; module: string; env: Env; password: string }[];
}

const KIB_PER_MIB = 1024;
const MICROSECONDS = 1e6;

async function load({ name, module }: Work['services'][number]): Promise<Service> {
  const exported = (await import(module)) as Record<string, Service>;
  return Object.values(exported).find((one) => one.name === name)!;
}

async function start({ ownerUrl, services: wanted }: Work): Promise<void> {
  const services = await Promise.all(wanted.map(load));
  const settings = new Map(wanted.map((one) => [one.name, one]));
  await provisionPlatform(ownerUrl, services, (name) => settings.get(name)!.password);
  const logTo = { write: () => {} };
  const starting = services.map(async (service, at) => {
    const { url } = await service.start(settings.get(service.name)!.env, { reportsProcess: at === 0, logTo });
    await (await ask(`${url}/openapi.json`)).json();
  });
  await Promise.all(starting);
}

/** The share of this process in the memory that it uses (proportional set size), without garbage, in MiB; Linux tells it. */
function proportionalSetSize(): number {
  // How much garbage is left depends on chance, and V8 collects it later.
  gc!({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))![1]) / KIB_PER_MIB;
}

enableCompileCache(COMPILE_CACHE);
process.once('disconnect', () => process.exit());
const [work] = (await once(process, 'message')) as [Work];
await start(work);
const { user, system } = process.cpuUsage();
process.on('message', () => process.send!(proportionalSetSize()));
process.send!({ start: (user + system) / MICROSECONDS, memory: proportionalSetSize() } satisfies Cost);
