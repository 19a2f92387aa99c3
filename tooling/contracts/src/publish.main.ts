import { join } from 'node:path';
import { currentBranch, pactFileName, readPacts } from '#tooling/pacts';
import { command } from './command.js';
import { openStore, STORE_OPTIONS } from './store-options.js';

await command(
  'Publishes the pacts of consumers (all, or those named) for the commit that is checked out.',
  STORE_OPTIONS,
  async (folders, consumers) => {
    const { store, revisions } = openStore(folders);
    const [change] = revisions.uncommittedChanges(folders.ledger);
    if (change)
      throw new Error(`Nothing is published: the work tree has uncommitted changes (${change.trim()}).`);
    const files = readPacts(folders.pacts)
      .filter(({ consumer }) => !consumers.length || consumers.includes(consumer.name))
      .map((pact) => join(folders.pacts, pactFileName(pact)));
    const revision = revisions.resolve();
    const branch = currentBranch(process.env, revisions);
    const published = files.length ? await store.publish(files, revision, branch) : 0;
    const what = `pacts are published in ${store.name} for ${revision} on ${branch || 'no branch'}`;
    return { well: published, of: files.length, what, more: { revision, branch } };
  },
);
