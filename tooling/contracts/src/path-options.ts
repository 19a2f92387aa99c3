import { type CommandOptions } from '#tooling/platform';

/** Options for the folders of contracts. Their defaults are those of `tooling/pacts`, which is slow to load. */
export const PATHS = {
  pacts: { value: 'DIR', about: 'the folder of the pacts', default: 'contracts/pacts' },
  ledger: {
    value: 'DIR',
    about: 'the folder of the ledger, which is used unless PACT_BROKER_BASE_URL is set',
    default: 'contracts/ledger',
  },
} as const satisfies CommandOptions;
