import { type Pact, type Verdict } from '#tooling/pacts';
import { command } from './command.js';
import { PATHS } from './path-options.js';

const unknown = (newer: string, ledger: string): Verdict => ({
  answer: 'unknown',
  findings: [
    {
      answer: 'unknown',
      because: `the main branch knows more (${newer}): git checkout origin/main -- ${ledger}`,
    },
  ],
});

const whoHasPacts = (pacts: Pact[]): string[] =>
  [...new Set(pacts.flatMap(({ consumer, provider }) => [consumer.name, provider.name]))].sort();

const ADVICE = { yes: '', no: 'no, ', unknown: 'unknown, which is a no: ' };

await command(
  {
    usage: 'npm run contracts:can-i-deploy -- --to ENVIRONMENT [--service SERVICE]',
    about:
      'Says whether a service, or every service with a pact, is compatible with all that is deployed in an environment.',
    options: {
      to: {
        value: 'ENVIRONMENT',
        about: 'the environment, as contracts/environments.json names it',
        required: true,
      },
      service: { value: 'SERVICE', about: 'the service; without it, every service that has a pact' },
      revision: { value: 'COMMIT', about: 'the commit to deploy', default: 'HEAD' },
      ...PATHS,
    },
  },
  async ({ service, to: environment, revision: wanted, ...places }) => {
    const { Ledger, worstOf } = await import('#tooling/pacts');
    const { openStore } = await import('./store-options.js');
    const { store, revisions } = openStore(places);
    const revision = revisions.resolve(wanted);
    const [newer] = store instanceof Ledger ? revisions.newer(places.ledger) : [];
    const services = service === undefined ? whoHasPacts(revisions.pactsAt(revision)) : [service];
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
