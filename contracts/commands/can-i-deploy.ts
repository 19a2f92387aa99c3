import { Ledger } from '../ledger.js';
import { verdictOf } from '../store.js';
import { command, required } from './command.js';
import { openStore, PLACES } from './places.js';

const unknown = (because: string) => verdictOf([{ answer: 'unknown', because }]);
const ADVICE = { yes: '', no: 'no, ', unknown: 'unknown, which is a no: ' };

await command(
  'Says whether a service fits everything that is deployed where it is going.',
  {
    service: { about: 'the service' },
    to: { about: 'the environment, as contracts/environments.json has it' },
    revision: { about: 'the commit to be deployed', default: 'HEAD' },
    ...PLACES,
  },
  async ({ service: name, to, revision: wanted, ...places }) => {
    const service = required(name, 'service');
    const environment = required(to, 'to');
    const { store, revisions } = openStore(places);
    const revision = revisions.resolve(wanted);
    const [newer] = store instanceof Ledger ? revisions.newer(places.ledger) : [];
    const { answer, findings } = newer
      ? unknown(`the main branch knows more (${newer}): git checkout origin/main -- ${places.ledger}`)
      : await store.canIDeploy({ service, revision }, environment);
    const kept = findings.filter((one) => one.answer === 'yes');
    return {
      well: kept.length,
      of: findings.length,
      what: `contracts hold: ${ADVICE[answer]}${service} at ${revision} ${answer === 'yes' ? 'may' : 'must not'} be deployed to ${environment}`,
      lines: findings.map((one) => `${one.answer.padEnd(8)} ${one.because}`),
      isWell: answer === 'yes',
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
