import { type Decision } from '#tooling/ledger';
import { type Pact } from '#tooling/pacts';
import { counted } from '#tooling/platform';
import { command } from './command.js';
import { environmentNames, PATHS, servicesHere } from './path-options.js';

const servicesIn = (pacts: Pact[]): string[] =>
  [...new Set(pacts.flatMap(({ consumer, provider }) => [consumer.name, provider.name]))].sort();

/** The summary that Pact's `can-i-deploy --output json` has, too. */
const summaryOf = (findings: Decision['findings'], deployable: boolean | null) => {
  const count = (answer: string) => findings.filter((finding) => finding.answer === answer).length;
  return {
    deployable,
    success: count('yes'),
    failed: count('no'),
    unknown: count('unknown'),
    reason: findings.map(({ reason }) => reason).join('; '),
  };
};

const PREFIX = { yes: '', no: 'no, ', unknown: 'unknown, which counts as no: ' };

await command(
  {
    name: 'npm run contracts:can-i-deploy',
    about:
      'Says whether a service, or every service with a pact, is compatible with all that is deployed in an environment.',
    options: {
      to: {
        value: 'ENVIRONMENT',
        about: 'the environment, as contracts/environments.json names it',
        required: true,
        oneOf: environmentNames,
      },
      service: {
        value: 'SERVICE',
        about: 'the service; without it, every service that has a pact',
        oneOf: servicesHere,
      },
      revision: { value: 'COMMIT', about: 'the commit to deploy', default: 'HEAD' },
      ...PATHS,
    },
  },
  async ({ service, to: environment, revision: wanted, ...folders }) => {
    const { decide, Ledger, ledgerAge, worstAnswer } = await import('#tooling/ledger');
    const { openStore } = await import('./store-options.js');
    const { lineOf } = await import('./settling.js');
    const { store, revisions } = openStore(folders);
    const revision = revisions.resolve(wanted);
    const age = store instanceof Ledger ? ledgerAge(revisions, folders.ledger) : undefined;
    const services = service === undefined ? servicesIn(revisions.pactsAt(revision)) : [service];
    const decisions = age?.outdated ? [decide([{ answer: 'unknown', reason: age.outdated }])] : [];
    if (!decisions.length)
      for (const one of services)
        decisions.push(await store.canIDeploy({ service: one, revision }, environment));
    const answer = worstAnswer(decisions.map((decision) => decision.answer));
    const findings = decisions.flatMap((decision) => decision.findings);
    const summary = summaryOf(findings, answer === 'unknown' ? null : answer === 'yes');
    const who = service ?? `each of ${counted(services.length, 'service')}`;
    const lines = findings.map((finding) => lineOf(finding, revisions.resolve()));
    return {
      well: summary.success,
      of: findings.length,
      what: `contracts hold: ${PREFIX[answer]}${who} at ${revision} ${answer === 'yes' ? 'may' : 'must not'} be deployed to ${environment}`,
      lines: [...new Set(lines), ...(age ? [age.about] : [])],
      isWell: answer === 'yes' && services.length > 0,
      more: { summary, ...(age && { ledger: { commit: age.commit, date: age.date } }) },
    };
  },
);
