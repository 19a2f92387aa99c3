import type { Service } from '#libs/service';
import { ROOT } from '#tooling/platform';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServiceUnderTest } from '../service-under-test.js';

/** What requests did before the events about an entity. @returns what the events say of it */
type BeforeEvents = (service: ServiceUnderTest, entity: string) => Promise<Record<string, unknown>>;

/** What `apps/<service>/test/before-events.ts` does; undefined when events need nothing before them. */
export async function beforeEvents({ name }: Service): Promise<BeforeEvents | undefined> {
  const file = join(ROOT, 'apps', name, 'test/before-events.ts');
  if (!existsSync(file)) return undefined;
  return ((await import(pathToFileURL(file).href)) as { beforeEvents: BeforeEvents }).beforeEvents;
}
