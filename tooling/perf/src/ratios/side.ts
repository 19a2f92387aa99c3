/*
 * One side of a comparison, in a process of its own: a service, or a baseline. It tells its URL, and the CPU time that it has
 * used whenever it is asked. The arguments are `service ROOT NAME` or `baseline NAME`, its settings the environment.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Baseline } from './baselines/baseline.js';

const [kind, ...of] = process.argv.slice(2);

async function startService(root: string, wanted: string): Promise<{ url: string }> {
  const { discoverServices } = (await import(
    pathToFileURL(join(root, 'dist/libs/service/src/index.js')).href
  )) as typeof import('#libs/service');
  const service = (await discoverServices()).find(({ name }) => name === wanted);
  if (!service) throw new Error(`There is no service ${wanted} in ${root}: build it first.`);
  return service.start(process.env, { reportsProcess: true });
}

async function startBaseline(name: string): Promise<{ url: string }> {
  const { start } = (await import(`./baselines/${name}.js`)) as Baseline;
  return { url: await start(process.env as Record<string, string>) };
}

const { url } = kind === 'service' ? await startService(of[0]!, of[1]!) : await startBaseline(of[0]!);
process.once('disconnect', () => process.exit());
process.on('message', () => process.send!(process.cpuUsage()));
process.send!({ url });
