import { decide, type Decision, Ledger, type Pact, worstAnswer } from '#tooling/pacts';
import { command, required } from './command.js';
import { openStore, STORE_OPTIONS } from './store-options.js';

const outdated = (file: string, ledger: string): Decision =>
  decide([
    {
      answer: 'unknown',
      reason: `the ledger on main is newer (${file}); run git checkout origin/main -- ${ledger}`,
    },
  ]);

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
  'Answers whether a service, or each service that has a pact, is compatible with everything that is deployed.',
  {
    service: { about: 'the service; by default each one' },
    to: { about: 'the environment, one of contracts/environments.json' },
    revision: { about: 'the commit to deploy', default: 'HEAD' },
    ...STORE_OPTIONS,
  },
  async ({ service, to, revision: name, ...folders }) => {
    const environment = required(to, 'to');
    const { store, revisions } = openStore(folders);
    const revision = revisions.resolve(name);
    const [newer] = store instanceof Ledger ? revisions.newerOnMain(folders.ledger) : [];
    const services =
      service === undefined ? servicesIn(revisions.pactsAt(revision)) : [required(service, 'service')];
    const decisions = newer ? [outdated(newer, folders.ledger)] : [];
    if (!newer)
      for (const one of services)
        decisions.push(await store.canIDeploy({ service: one, revision }, environment));
    const answer = worstAnswer(decisions.map((decision) => decision.answer));
    const findings = decisions.flatMap((decision) => decision.findings);
    const summary = summaryOf(findings, answer === 'unknown' ? null : answer === 'yes');
    const who = service ?? `each of ${services.length} services`;
    return {
      well: summary.success,
      of: findings.length,
      what: `contracts hold: ${PREFIX[answer]}${who} at ${revision} ${answer === 'yes' ? 'may' : 'must not'} be deployed to ${environment}`,
      lines: findings.map((finding) => `${finding.answer.padEnd(8)} ${finding.reason}`),
      isWell: answer === 'yes' && services.length > 0,
      more: { summary },
    };
  },
);
