import type { Logger, Metrics, Telemetry } from '#libs/telemetry';
import { connect } from 'node:net';
import { hostOf, dispatcherFor } from './destinations.js';
import { ERROR_TYPES, ISSUER, Peer, type PeerMetrics } from './peer.js';
import type { CircuitListener } from './peer-limits.js';

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
  /** Host names of third parties that may have private addresses. */
  internalHosts?: readonly string[];
}

/** A service's neighbours and third parties, as its configuration names them. */
export class Peers {
  private readonly peers: ReadonlyMap<string, Peer>;
  private readonly urls: ReadonlyMap<string, string>;

  /**
   * @param neighbours URLs by name; they get a token, the trace and the correlation ID
   * @param outside URLs of third parties by name; they get the correlation ID alone
   */
  constructor(
    neighbours: Record<string, string>,
    outside: Record<string, string>,
    { tokenFor, onRefusal, timeoutMs, mostCalls, internalHosts = [], circuits }: PeersOptions,
    telemetry: Telemetry,
  ) {
    this.urls = new Map(Object.entries({ ...neighbours, ...outside }));
    const metrics = peerMetrics(telemetry.metrics, [...this.urls.keys()]);
    const circuit = logged(telemetry.log, circuits);
    const isHttp = ([, url]: [string, string]) => url.startsWith('http');
    this.peers = new Map(
      [...this.urls].filter(isHttp).map(([name, url]) => {
        const access =
          name in neighbours
            ? { token: () => tokenFor(name), onRefusal: (token: string) => onRefusal?.(name, token) }
            : { dispatcher: dispatcherFor(url, internalHosts), isTraced: name === ISSUER };
        return [name, new Peer({ name, url, timeoutMs, mostCalls, circuit, ...access }, telemetry, metrics)];
      }),
    );
    this.exposeGauges(telemetry.metrics);
  }

  /** @throws Error when the configuration has no such peer */
  to(name: string): Peer {
    const peer = this.peers.get(name);
    if (!peer) throw new Error(`the configuration names no peer ${name}: add ${name.toUpperCase()}_URL`);
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
      [...this.peers.values()].map((peer) => [{ peer: peer.name }, peer.circuit]),
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

const peerMetrics = (metrics: Metrics, peer: string[]): PeerMetrics => ({
  duration: metrics.durations('http_client_request_duration_seconds', 'Calls to neighbours', { peer }),
  failures: metrics.count('peer_failures_total', 'Calls that failed, by what went wrong', {
    peer,
    error_type: ERROR_TYPES,
  }),
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
