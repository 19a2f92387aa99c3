import { join } from 'node:path';
import { fileOf, readPacts, branchIn } from '#tooling/pacts';
import { command } from './command.js';
import { openStore, PLACES } from './store-options.js';

await command(
  'Publishes the pacts of consumers (all, or those named) as those of the commit that is checked out.',
  PLACES,
  async (places, consumers) => {
    const { store, revisions } = openStore(places);
    const [change] = revisions.changes(places.ledger);
    if (change)
      throw new Error(`nothing is published: the work tree is not what was committed (${change.trim()})`);
    const files = readPacts(places.pacts)
      .filter(({ consumer }) => !consumers.length || consumers.includes(consumer.name))
      .map((pact) => join(places.pacts, fileOf(pact)));
    const revision = revisions.resolve();
    const branch = branchIn(process.env, revisions);
    const published = files.length ? await store.publish(files, revision, branch) : 0;
    const what = `pacts are those of ${revision} on ${branch || 'no branch'}, as ${store.name} knows now`;
    return { well: published, of: files.length, what, more: { revision, branch } };
  },
);
