import type { Count, Telemetry } from '#libs/telemetry';
import { type Attributes, type Span, SpanKind } from '@opentelemetry/api';
import { FAILURE_KINDS, PeerFailure } from './peer-failure.js';
import { type CircuitListener, PeerLimits, type PeerLimitsOptions } from './peer-limits.js';

const NO_TOKEN = 'no token';
/** The values of the label `error_type`, named after `error.type` of OpenTelemetry. */
export const ERROR_TYPES = [...FAILURE_KINDS, NO_TOKEN] as const;

/** What a peer needs of its service. */
export interface PeerContext {
  telemetry: Telemetry;
  /** Counts calls that fail, by `peer` and `error_type`. */
  failures: Count;
  /** Told of its circuit. */
  circuit: CircuitListener;
}

/** One neighbour or third party, whatever it speaks: each call has a span, stays within the limits, and is counted when it fails. */
export class LimitedPeer {
  private readonly limits;

  constructor(
    readonly name: string,
    options: PeerLimitsOptions,
    private readonly context: PeerContext,
  ) {
    this.limits = new PeerLimits(name, options, context.circuit);
  }

  /** 0 closed, 1 half open, 2 open. */
  get circuit(): number {
    return this.limits.circuit;
  }

  /**
   * Calls the peer. What it refuses because of the content of the call is a result, not an error: an error means that the peer fails.
   * @param what the name of the span
   * @throws PeerFailure with what the call throws as its cause, unless that is one itself
   */
  call<Result>(what: string, call: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    return this.observe(what, {}, () => this.within(call));
  }

  /** Runs `work` in a span of its own, and counts its failure. */
  observe<Result>(
    what: string,
    attributes: Attributes,
    work: (span: Span) => Promise<Result>,
  ): Promise<Result> {
    const { telemetry, failures } = this.context;
    const options = { kind: SpanKind.CLIENT, attributes: { ...attributes, 'peer.service': this.name } };
    return telemetry.tracing.run(what, options, async (span) => {
      try {
        return await work(span);
      } catch (error) {
        failures.add({ peer: this.name, error_type: this.typeOf(error) });
        throw error;
      }
    });
  }

  /** Runs one call within the time limit, the circuit breaker and the bulkhead. @throws PeerFailure as `call` does */
  within<Result>(call: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    return this.limits.run(call);
  }

  /** What kept the call from succeeding; without a token of the issuer there was none. */
  private typeOf(error: unknown): (typeof ERROR_TYPES)[number] {
    if (!(error instanceof PeerFailure)) return 'unreachable';
    return error.peer === this.name ? error.kind : NO_TOKEN;
  }
}
