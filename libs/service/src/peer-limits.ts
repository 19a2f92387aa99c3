import { Refusal } from '#libs/messaging';
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
} from 'cockatiel';
import { type FailureKind, PeerFailure, PeerFull } from './peer-failure.js';
import { WorkQueue } from './work-queue.js';

const BREAKS_AFTER = 5;
const HALF_OPEN_MS = 5_000;
/** What a call is expected to take, in milliseconds, as long as none was measured. */
const EXPECTED_MS = 50;

/** How long, and how often at once, a peer is called. */
export interface PeerLimitsOptions {
  /** Longest wait for an answer, in milliseconds. */
  timeoutMs: number;
  /** Longest wait for its turn, in milliseconds. */
  maxWaitMs: number;
  /** How many calls run at once, so that a slow peer takes no more connections and memory than these. */
  mostCalls: number;
}

/** Told when the circuit of a peer opens, so that the peer is not called for so many milliseconds, and when it closes. */
export interface CircuitListener {
  opened(peer: string, forMs: number): void;
  closed(peer: string): void;
}

/** Whom a slow, broken or full peer may keep waiting, and for how long: time limit, circuit breaker and bulkhead. */
export class PeerLimits {
  private readonly breaker = circuitBreaker(
    handleWhen((error) => !hasAnswered(error)),
    { halfOpenAfter: HALF_OPEN_MS, breaker: new ConsecutiveBreaker(BREAKS_AFTER) },
  );
  private hasOpened = false;
  private readonly calls;
  private readonly timeout;

  constructor(
    private readonly peer: string,
    private readonly options: PeerLimitsOptions,
    listener: CircuitListener,
  ) {
    const { timeoutMs, mostCalls, maxWaitMs } = options;
    this.calls = new WorkQueue({ most: mostCalls, maxWaitMs, expectedMs: EXPECTED_MS });
    this.timeout = timeout(timeoutMs, TimeoutStrategy.Aggressive);
    this.tell(listener);
  }

  /** It opens again after each call that finds the peer still failing: that is no news. */
  private tell(listener: CircuitListener): void {
    this.breaker.onBreak(() => {
      if (!this.hasOpened) listener.opened(this.peer, HALF_OPEN_MS);
      this.hasOpened = true;
    });
    this.breaker.onReset(() => {
      this.hasOpened = false;
      listener.closed(this.peer);
    });
  }

  /**
   * Runs one call.
   * @throws PeerFailure with what the call throws as its cause; PeerFull when too many calls run already
   */
  async run<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limited = () => this.timeout.execute(({ signal }) => call(signal));
    try {
      return await this.breaker.execute(() => this.inTurn(limited));
    } catch (error) {
      const failure =
        error instanceof PeerFailure
          ? error
          : new PeerFailure(this.peer, kindOf(error), reasonOf(error), { cause: error });
      failure.isCircuitOpen = this.circuit > 0;
      throw failure;
    }
  }

  private async inTurn<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await this.calls.admit(() => this.calls.run(call));
    } catch (error) {
      throw error instanceof Refusal ? this.tooMany(error) : error;
    }
  }

  private tooMany({ extra }: Refusal): PeerFull {
    const reason = `${this.options.mostCalls} calls run at once, as many as PEER_CALLS allows, and others wait`;
    return new PeerFull(this.peer, Number(extra.retryAfter), reason);
  }

  /** 0 closed, 1 half open, 2 open. */
  get circuit(): number {
    return {
      [CircuitState.Closed]: 0,
      [CircuitState.HalfOpen]: 1,
      [CircuitState.Open]: 2,
      [CircuitState.Isolated]: 2,
    }[this.breaker.state];
  }
}

/**
 * Whether the peer works, although the call failed: it is full, or it answered what nobody expects, which says something of this
 * call and nothing of the others. What one caller sends must not keep everybody from calling.
 */
const hasAnswered = (error: unknown): boolean =>
  error instanceof PeerFull || (error instanceof PeerFailure && error.kind === 'contract');

function kindOf(error: unknown): FailureKind {
  if (error instanceof BrokenCircuitError) return 'circuit open';
  return error instanceof TaskCancelledError ? 'timeout' : 'unreachable';
}

function reasonOf(error: unknown): string | undefined {
  if (kindOf(error) !== 'unreachable') return undefined;
  const { code, message } = error as { code?: string; message: string };
  return code ?? message;
}
