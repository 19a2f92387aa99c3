import type { Durations, Logger, Metrics, Telemetry } from '#libs/telemetry';
import { connect } from 'node:net';
import { hostOf, dispatcherFor } from './destinations.js';
import { ERROR_TYPES, LimitedPeer, type PeerContext } from './limited-peer.js';
import { ISSUER, Peer } from './peer.js';
import type { CircuitListener } from './peer-limits.js';
import type { TrafficFile } from './traffic-file.js';

const PROBE_MS = 500;

/** Settings that all peers of a service share. */
export interface PeersOptions {
  /** Gets a token for the neighbour of this name. */
  tokenFor: (name: string) => Promise<string>;
  /** Told that a neighbour has refused such a token. */
  onRefusal?: (name: string, token: string) => void;
  /** Longest wait for an answer, in milliseconds. */
  timeoutMs: number;
  /** How many calls to one peer run at once. */
  mostCalls: number;
  /** Told of the circuits of all peers. */
  circuits?: CircuitListener;
  /** Knows the releases of neighbours that run beside each other. */
  traffic?: Pick<TrafficFile, 'releaseFor'>;
  /** Host names of third parties that may have private addresses. */
  internalHosts?: readonly string[];
}

/** A service's neighbours and third parties, as its configuration names them. */
export class Peers {
  private readonly limited = new Map<string, LimitedPeer>();
  private readonly peers: ReadonlyMap<string, Peer>;
  private readonly urls: ReadonlyMap<string, string>;
  private readonly context: PeerContext;

  /**
   * @param neighbours URLs by name; they get a token, the trace and the correlation ID
   * @param outside URLs of third parties by name; they get the correlation ID alone
   */
  constructor(
    neighbours: Record<string, string>,
    outside: Record<string, string>,
    private readonly options: PeersOptions,
    telemetry: Telemetry,
  ) {
    const { tokenFor, onRefusal, internalHosts = [], circuits, traffic } = options;
    const { metrics, log } = telemetry;
    this.urls = new Map(Object.entries({ ...neighbours, ...outside }));
    const [failures, circuit] = [failuresOf(metrics, [...this.urls.keys()]), logged(log, circuits)];
    this.context = { telemetry, failures, circuit };
    const http = [...this.urls].filter(([, url]) => url.startsWith('http'));
    const duration = durationOf(
      metrics,
      http.map(([name]) => name),
    );
    this.peers = new Map(
      http.map(([name, url]) => {
        const access =
          name in neighbours
            ? {
                token: () => tokenFor(name),
                onRefusal: (token: string) => onRefusal?.(name, token),
                release: () => traffic?.releaseFor(name)?.url,
              }
            : { dispatcher: dispatcherFor(url, internalHosts), isTraced: name === ISSUER };
        return [name, new Peer(this.limit(name, options.timeoutMs), { url, ...access }, duration)];
      }),
    );
    this.exposeGauges(metrics);
  }

  /** A peer over HTTP. @throws Error when the configuration has no such peer */
  to(name: string): Peer {
    const peer = this.peers.get(name);
    if (!peer) throw notConfigured(name);
    return peer;
  }

  /**
   * A peer that speaks another protocol than HTTP, within the same limits.
   * @param timeoutMs longest time for one call, in milliseconds
   * @throws Error when the configuration has no such peer
   */
  other(name: string, timeoutMs: number): LimitedPeer {
    if (!this.urls.has(name)) throw notConfigured(name);
    return this.limit(name, timeoutMs);
  }

  private limit(name: string, timeoutMs: number): LimitedPeer {
    const { mostCalls, timeoutMs: answerMs } = this.options;
    const limits = { timeoutMs, mostCalls, maxWaitMs: answerMs / 2 };
    const peer = new LimitedPeer(name, limits, this.context);
    this.limited.set(name, peer);
    return peer;
  }

  private exposeGauges(metrics: Metrics): void {
    metrics.gauges('peers', () => this.states(), {
      dependency_up: {
        help: '1 when something listens where the peer should',
        labels: ['peer'],
        rows: (states) => Object.entries(states).map(([name, up]) => [{ peer: name }, Number(up)]),
      },
    });
    metrics.gauge('circuit_state', '0 closed, 1 half open, 2 open', ['peer'], async () =>
      [...this.limited.values()].map((peer) => [{ peer: peer.name }, peer.circuit]),
    );
  }

  /** Which peers accept connections now. */
  async states(): Promise<Record<string, boolean>> {
    const rows = [...this.urls.keys()].map(async (name) => [name, await this.isUp(name)] as const);
    return Object.fromEntries(await Promise.all(rows));
  }

  /** Whether a peer accepts connections now. */
  async isUp(name: string): Promise<boolean> {
    const url = this.urls.get(name);
    return url !== undefined && acceptsConnections(url);
  }
}

const notConfigured = (name: string) =>
  new Error(`the configuration names no peer ${name}: add ${name.toUpperCase()}_URL`);

const durationOf = (metrics: Metrics, peer: string[]): Durations =>
  metrics.durations('http_client_request_duration_seconds', 'Calls to neighbours', { peer });

const failuresOf = (metrics: Metrics, peer: string[]) =>
  metrics.count('peer_failures_total', 'Calls that failed, by what went wrong', {
    peer,
    error_type: ERROR_TYPES,
  });

/** Logs what happens to circuits, beside telling `next`. */
const logged = (log: Logger, next?: CircuitListener): CircuitListener => ({
  opened(peer, forMs) {
    log.warn({ peer, ms: forMs }, `the circuit of ${peer} has opened: what needs it waits`);
    next?.opened(peer, forMs);
  },
  closed(peer) {
    log.info({ peer }, `the circuit of ${peer} has closed: it answers again`);
    next?.closed(peer);
  },
});

const DEFAULT_PORTS: Record<string, number> = { 'https:': 443, 'smtp:': 25, 'smtps:': 465 };

function acceptsConnections(url: string): Promise<boolean> {
  const to = new URL(url);
  return new Promise((resolve) => {
    const port = Number(to.port) || (DEFAULT_PORTS[to.protocol] ?? 80);
    const socket = connect({ host: hostOf(to), port, timeout: PROBE_MS });
    const end = (up: boolean) => {
      socket.destroy();
      resolve(up);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false)).once('timeout', () => end(false));
  });
}
