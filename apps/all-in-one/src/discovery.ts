import type { Service } from '#libs/service';
import type { ThirdParty } from '#stubs/mountebank.js';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DIST } from './places.js';

/** Everyone in the embedded run. */
export interface Players {
  services: Service[];
  thirdParties: ThirdParty[];
}

/** Finds every service and every third party of this build: nobody keeps a list. */
export async function discover(): Promise<Players> {
  const [services, thirdParties] = await Promise.all([
    exportsOf<Service>('apps/*/src/*.module.js', 'migrations'),
    discoverThirdParties(),
  ]);
  return { services: services.sort(byPort), thirdParties };
}

/** Finds every third party, without loading a service. */
export async function discoverThirdParties(): Promise<ThirdParty[]> {
  return (await exportsOf<ThirdParty>('stubs/outside-world/*.js', 'imposter')).sort(byPort);
}

const byPort = (one: { port: number }, other: { port: number }) => one.port - other.port;

/** Whatever the files export that has this property. */
async function exportsOf<Found extends object>(pattern: string, property: keyof Found): Promise<Found[]> {
  const loading: Promise<Record<string, Found>>[] = [];
  for await (const file of glob(pattern, { cwd: DIST }))
    loading.push(import(pathToFileURL(join(DIST, file)).href));
  return (await Promise.all(loading))
    .flatMap(Object.values)
    .filter((found) => typeof found === 'object' && property in found);
}
