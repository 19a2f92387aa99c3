import { join } from 'node:path';
import { UserError } from '#tooling/platform';
import { command } from './command.js';
import { PATHS } from './path-options.js';

await command(
  {
    usage: 'npm run contracts:publish -- [CONSUMER...]',
    about: 'Publishes the pacts of consumers as those of the commit that is checked out.',
    options: PATHS,
    takesNames: true,
  },
  async (places, consumers) => {
    const { branchIn, fileOf, readPacts } = await import('#tooling/pacts');
    const { openStore } = await import('./store-options.js');
    const { store, revisions } = openStore(places);
    const [change] = revisions.changes(places.ledger);
    if (change)
      throw new UserError(`nothing is published: the work tree is not what was committed (${change.trim()})`);
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
