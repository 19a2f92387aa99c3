import { Ledger, type Pact, type Verdict, verdictOf, worstOf } from '#tooling/pacts';
import { command, required } from './command.js';
import { openStore, PLACES } from './store-options.js';

const unknown = (newer: string, ledger: string) =>
  verdictOf([
    {
      answer: 'unknown',
      because: `the main branch knows more (${newer}): git checkout origin/main -- ${ledger}`,
    },
  ]);

const whoHasPacts = (pacts: Pact[]): string[] =>
  [...new Set(pacts.flatMap(({ consumer, provider }) => [consumer.name, provider.name]))].sort();

const ADVICE = { yes: '', no: 'no, ', unknown: 'unknown, which is a no: ' };

await command(
  'Says whether a service, or each that has a pact, fits everything that is deployed where it is going.',
  {
    service: { about: 'the service, if it is only one' },
    to: { about: 'the environment, as contracts/environments.json has it' },
    revision: { about: 'the commit to be deployed', default: 'HEAD' },
    ...PLACES,
  },
  async ({ service, to, revision: wanted, ...places }) => {
    const environment = required(to, 'to');
    const { store, revisions } = openStore(places);
    const revision = revisions.resolve(wanted);
    const [newer] = store instanceof Ledger ? revisions.newer(places.ledger) : [];
    const services =
      service === undefined ? whoHasPacts(revisions.pactsAt(revision)) : [required(service, 'service')];
    const verdicts: Verdict[] = newer ? [unknown(newer, places.ledger)] : [];
    if (!newer)
      for (const one of services)
        verdicts.push(await store.canIDeploy({ service: one, revision }, environment));
    const answer = worstOf(verdicts.map((verdict) => verdict.answer));
    const findings = verdicts.flatMap((verdict) => verdict.findings);
    const kept = findings.filter((one) => one.answer === 'yes');
    const who = service ?? `each of ${services.length} services`;
    return {
      well: kept.length,
      of: findings.length,
      what: `contracts hold: ${ADVICE[answer]}${who} at ${revision} ${answer === 'yes' ? 'may' : 'must not'} be deployed to ${environment}`,
      lines: findings.map((one) => `${one.answer.padEnd(8)} ${one.because}`),
      isWell: answer === 'yes' && services.length > 0,
      more: {
        summary: {
          deployable: answer === 'unknown' ? null : answer === 'yes',
          success: kept.length,
          failed: findings.filter((one) => one.answer === 'no').length,
          unknown: findings.filter((one) => one.answer === 'unknown').length,
          reason: findings.map(({ because }) => because).join('; '),
        },
      },
    };
  },
);
