import { parseArgs } from 'node:util';
import { compareSince, MEANT } from './documents/since.js';

/** Writes what is stale, and counts what nobody here needs. */
async function update(isJson: boolean): Promise<void> {
  // Services take seconds to load, and a comparison needs none.
  const { discoverServices } = await import('../observability/src/services.js');
  const { generate, write } = await import('./documents/files.js');
  const services = await discoverServices();
  const { files, unneeded } = await generate(services, '.');
  const written = write(files, '.');
  const all = Object.keys(files).length;
  if (isJson)
    return console.log(JSON.stringify({ services: services.length, files: all, written, unneeded }));
  for (const file of written) console.log(`written  ${file}`);
  const { operations, events, fields } = unneeded;
  console.log(
    `no pact uses ${operations} operations; nobody hears ${events} events or reads ${fields} of the fields said`,
  );
  console.log(`${services.length} services: ${all - written.length} of ${all} files were fresh`);
}

/** Names what breaks since a revision, and says whether all of it was meant. */
function compare(ref: string, isJson: boolean): boolean {
  const { revision, documents, breaks, meant } = compareSince(ref, '.');
  if (isJson) console.log(JSON.stringify({ ref, revision, documents, breaks, meant }));
  else {
    for (const one of meant) console.log(`meant   ${one}`);
    for (const one of breaks) console.log(`breaks  ${one}`);
    if (breaks.length)
      console.log(`Take it back, or add it to ${MEANT} (- as it stands here) and say there why.`);
    console.log(
      `${documents} documents of ${ref} (${revision.slice(0, 12)}): ${breaks.length} breaks, ${meant.length} meant`,
    );
  }
  return !breaks.length;
}

const { values } = parseArgs({
  options: { since: { type: 'string' }, output: { type: 'string', default: 'text' } },
});
const isJson = values.output === 'json';
try {
  if (values.since === undefined) await update(isJson);
  else process.exitCode = compare(values.since, isJson) ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
