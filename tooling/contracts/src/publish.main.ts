import { join } from 'node:path';
import { checkName, UserError } from '#tooling/platform';
import { command } from './command.js';
import { PATHS } from './path-options.js';

await command(
  {
    name: 'npm run contracts:publish',
    about: 'Publishes the pacts of consumers for the commit that is checked out.',
    options: PATHS,
    names: { name: 'CONSUMER', about: 'services with a pact' },
  },
  async (folders, consumers) => {
    const { currentBranch, Ledger } = await import('#tooling/ledger');
    const { pactFileName, readPacts } = await import('#tooling/pacts');
    const { openStore } = await import('./store-options.js');
    const pacts = readPacts(folders.pacts);
    const known = [...new Set(pacts.map(({ consumer }) => consumer.name))];
    for (const name of consumers) checkName('consumer', name, known);
    const { store, revisions } = openStore(folders);
    const [change] = revisions.uncommittedChanges(folders.ledger);
    if (change)
      throw new UserError(`Nothing is published: the work tree has uncommitted changes (${change.trim()}).`);
    const files = pacts
      .filter(({ consumer }) => !consumers.length || consumers.includes(consumer.name))
      .map((pact) => join(folders.pacts, pactFileName(pact)));
    const revision = revisions.resolve();
    const branch = currentBranch(process.env, revisions);
    const published = files.length ? await store.publish(files, revision, branch) : 0;
    const where = `${revision} on ${branch || 'no branch'}`;
    const what =
      store instanceof Ledger
        ? `pacts are committed in ${where}: with the ledger, the commit publishes them`
        : `pacts are published in ${store.name} for ${where}`;
    return { well: published, of: files.length, what, more: { revision, branch } };
  },
);
