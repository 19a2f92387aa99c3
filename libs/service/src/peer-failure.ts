import type { OpenCircuit } from '#libs/messaging';

/**
 * What went wrong with a call, the label `error_type` of `peer_failures_total`. `refused`: the peer does not accept our token
 * or our rights. `contract`: it answered what the contract does not say.
 */
export const FAILURE_KINDS = [
  'timeout',
  'circuit open',
  'unreachable',
  'refused',
  'full',
  '5xx',
  'contract',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** What a caller is told, after the name of the peer. */
const TOLD: Record<FailureKind, string> = {
  timeout: 'does not answer in time',
  'circuit open': 'has failed, and is called again in a few seconds',
  unreachable: 'cannot be reached',
  refused: 'refuses us',
  full: 'has too many requests at once',
  '5xx': 'fails',
  contract: 'answers what its contract does not say',
};

/** What a peer said beside its status. */
interface Told {
  retryAfter?: number | undefined;
  because?: string | undefined;
}

/** A neighbour or third party did not answer as the contract says: a 503 for HTTP; an event is retried. */
export class PeerFailure extends Error {
  override name = 'PeerFailure';
  /** Seconds to wait before the next call, if the peer said so. */
  readonly retryAfter: number | undefined;
  /** Why the peer refuses us, if it said so. */
  readonly because: string | undefined;
  /** Whether the circuit of the peer is open now, be it by this very call. */
  isCircuitOpen = false;

  /** @param reason such as `timeout`, `circuit open`, `answered 500`, `refused us: token expired` */
  constructor(
    readonly peer: string,
    readonly kind: FailureKind,
    reason: string = kind,
    { retryAfter, because, ...options }: ErrorOptions & Told = {},
  ) {
    super(`${peer}: ${reason}`, options);
    this.retryAfter = retryAfter;
    this.because = because;
  }

  /** By which a message that needs the peer waits for its circuit. */
  get openCircuit(): OpenCircuit | undefined {
    return this.isCircuitOpen ? { peer: this.peer, wasCalled: this.kind !== 'circuit open' } : undefined;
  }

  /** One sentence for a caller, without anything about the inside of the peer. */
  get told(): string {
    return `${this.peer} ${TOLD[this.kind]}${this.because ? `: ${this.because}` : ''}`;
  }
}

/** A neighbour has too much to do, or is called too often at once. It works, so its circuit stays closed. */
export class PeerFull extends PeerFailure {
  constructor(peer: string, retryAfter?: number, reason = 'is full') {
    super(peer, 'full', reason, { retryAfter });
  }
}
