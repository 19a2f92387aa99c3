import { type Verification } from '#tooling/pacts';
import { command } from './command.js';
import { PATHS } from './path-options.js';

await command(
  {
    usage: 'npm run contracts:verify -- [PROVIDER...]',
    about: 'Verifies providers against the pacts of their consumers; in CI, it records the results.',
    options: PATHS,
    takesNames: true,
  },
  async (places, providers) => {
    const { branchIn, fileOf, hindrance, PactBroker, readPacts } = await import('#tooling/pacts');
    const { openStore } = await import('./store-options.js');
    const { runSpecs } = await import('./run-specs.js');
    const { store, revisions } = openStore(places);
    const broker = store instanceof PactBroker ? store : undefined;
    const hindered = hindrance(revisions, places.ledger, process.env);
    const revision = revisions.resolve();
    const { passed, left } = runSpecs('provider-pact', providers, (results) => ({
      pacts: places.pacts,
      results,
      broker: broker && {
        env: broker.env,
        revision,
        branch: branchIn(process.env, revisions),
        publish: !hindered,
      },
    }));
    const verified = [...left.values()].flatMap((text) => JSON.parse(text) as Verification[]);
    const results = verified.filter(({ pending }) => !pending);
    if (!hindered && !broker) for (const result of results) await store.recordVerification(result, revision);

    const kept = results.filter(({ success }) => success);
    const nobodys = (broker ? [] : readPacts(places.pacts)).filter(
      ({ consumer, provider }) =>
        (!providers.length || providers.includes(provider.name)) &&
        !results.some((one) => one.consumer === consumer.name && one.provider === provider.name),
    );
    return {
      well: kept.length,
      of: results.length + nobodys.length,
      what: `pacts are kept, ${hindered ? `nothing is recorded: ${hindered}` : `as ${store.name} knows now`}`,
      lines: [
        ...nobodys.map((pact) => `${fileOf(pact)}: ${pact.provider.name} did not verify it`),
        ...verified.flatMap(({ provider, pending, interactions }) =>
          Object.entries(interactions).flatMap(([title, failures]) =>
            failures.map((failure) => `${pending ? 'pending: ' : ''}${provider} to ${title}: ${failure}`),
          ),
        ),
      ],
      isWell: passed && kept.length > 0 && kept.length === results.length + nobodys.length,
      more: { results: verified, recorded: !hindered },
    };
  },
);
