import type { Env, Service } from '#libs/service';
import { ROOT } from '#tooling/platform';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServiceUnderTest } from '../service-under-test.js';

/** What requests did before the events about an entity. @returns what the events say of it */
type BeforeEvents = (service: ServiceUnderTest, entity: string) => Promise<Record<string, unknown>>;

/** A single event, and the settings of the service that hears it. */
export interface OneEvent {
  type: string;
  data: Record<string, unknown>;
  env: Env;
}

/**
 * What else an event needs when it comes alone: in a history, other events have told it.
 * @returns what the event says otherwise
 */
type BeforeOne = (service: ServiceUnderTest, event: OneEvent) => Promise<object>;

interface Before {
  beforeEvents?: BeforeEvents;
  beforeOne?: BeforeOne;
}

/** What `apps/<service>/test/before-events.ts` does; nothing when events need nothing before them. */
async function before({ name }: Service): Promise<Before> {
  const file = join(ROOT, 'apps', name, 'test/before-events.ts');
  return existsSync(file) ? ((await import(pathToFileURL(file).href)) as Before) : {};
}

export const beforeEvents = async (service: Service): Promise<BeforeEvents | undefined> =>
  (await before(service)).beforeEvents;

export const beforeOne = async (service: Service): Promise<BeforeOne | undefined> =>
  (await before(service)).beforeOne;
