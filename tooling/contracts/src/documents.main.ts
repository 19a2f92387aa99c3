import { compareSince, MEANT } from './documents/since.js';
import { command, type Result } from './command.js';

/** Writes what is stale, and counts what nobody here needs. */
async function update(): Promise<Result> {
  // Services take seconds to load, and a comparison needs none.
  const { discoverServices } = await import('#libs/service');
  const { generate, write } = await import('./documents/files.js');
  const services = await discoverServices();
  const { files, unneeded } = await generate(services, '.');
  const written = write(files, '.');
  const all = Object.keys(files).length;
  const { operations, events, fields } = unneeded;
  return {
    well: all - written.length,
    of: all,
    what: `files about ${services.length} services were fresh`,
    lines: [
      ...written.map((file) => `written  ${file}`),
      `no pact uses ${operations} operations; nobody hears ${events} events or reads ${fields} of the fields said`,
    ],
    isWell: all > 0,
    more: { services: services.length, written, unneeded },
  };
}

/** Names what breaks since a revision; what was meant is well. */
function compare(ref: string): Result {
  const { revision, documents, breaks, meant } = compareSince(ref, '.');
  return {
    well: documents,
    of: documents,
    what: `documents of ${ref} (${revision.slice(0, 12)}) were compared: ${breaks.length} breaks, ${meant.length} meant`,
    lines: [
      ...meant.map((one) => `meant   ${one}`),
      ...breaks.map((one) => `breaks  ${one}`),
      ...(breaks.length
        ? [`Take it back, or add it to ${MEANT} (- as it stands here) and say there why.`]
        : []),
    ],
    isWell: documents > 0 && !breaks.length,
    more: { ref, revision, documents, breaks, meant },
  };
}

await command(
  {
    usage: 'npm run contracts:documents -- [--since REVISION]',
    about:
      'Writes the OpenAPI and AsyncAPI documents of every service and their catalogue, or names breaking changes.',
    options: {
      since: {
        value: 'REVISION',
        about: 'compares with the commit where this branch left a revision, such as main, and writes nothing',
      },
    },
  },
  async ({ since }) => (since === undefined ? update() : compare(since)),
);
