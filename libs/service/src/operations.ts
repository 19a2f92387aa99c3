import { checkSchema, type Database, type MigrationSet } from '#libs/database';
import { type Messaging, TopologyError } from '#libs/messaging';
import type { Rows, Telemetry } from '#libs/telemetry';
import { withTimeout } from './with-timeout.js';
import type { SharedConfig } from './config.js';
import { Unauthenticated } from './common-problems.js';
import { isSame } from './same-text.js';
import { contractHashesOf } from '#libs/contract-hash';
import type { Peers } from './peers.js';

/** A probe's answer. `reasons` tells people what is wrong; a service may be up all the same. */
export interface Readiness {
  status: 'up' | 'down';
  reasons: string[];
}

/** The parts of a service whose state is reported. */
export interface ObservedService {
  name: string;
  owner: string;
  version: string;
  config: SharedConfig;
  telemetry: Telemetry;
  /** Absent when the service keeps nothing. */
  state?: {
    migrations: MigrationSet[];
    database: Database;
    messaging: Messaging;
    peers: Peers;
  };
}

/** Longest wait for one check, in milliseconds. */
export const CHECK_MS = 2_000;
/** Longest wait for one check of a scrape, in milliseconds: shorter than a scrape waits for its sources. */
const SCRAPE_CHECK_MS = 700;

/** Reports the state of a service: readiness, dependencies, metrics, version. */
export class Operations {
  private stopping = false;
  private schemaChecked = false;

  constructor(private readonly service: ObservedService) {
    service.telemetry.metrics.gauge(
      'service_ready',
      '1 for each check that readiness passes, 0 for each that fails; not ready while one is 0, except a broker that does not answer',
      ['check'],
      () => this.checkRows(),
    );
    const { version, revision, release } = this.build();
    service.telemetry.metrics.gauge(
      'troupe_build_info',
      '1, with the build that runs as labels: its semantic version, its git revision, and its release in this environment',
      ['version', 'revision', 'release'],
      () => [[{ version, revision, release: release ?? '' }, 1]],
    );
  }

  /** Makes the service unready, so that no new requests are sent to it. */
  stop(): void {
    this.stopping = true;
  }

  /**
   * Ready when the service's own database, at the right version, answers, and the broker, if it answers, knows the service's
   * events. While the broker does not answer, requests succeed and events wait, so taking every replica out would only
   * break what works. Neighbours do not matter.
   */
  async readiness(): Promise<Readiness> {
    if (this.stopping) return { status: 'down', reasons: ['the service is stopping'] };
    const { state } = this.service;
    const failures = state
      ? await Promise.all([
          failureOf('database', this.checkDatabase()),
          failureOf('broker', state.messaging.ping()),
        ])
      : [];
    const found = failures.flat();
    return {
      status: found.some(({ isHarmless }) => !isHarmless) ? 'down' : 'up',
      reasons: found.map(({ reason }) => reason),
    };
  }

  /** Which peers can be reached, for people and dashboards; no probe depends on it. */
  async dependencies(): Promise<Record<string, { up: boolean }>> {
    const states = Object.entries((await this.service.state?.peers.states()) ?? {});
    return Object.fromEntries(states.map(([name, up]) => [name, { up }]));
  }

  /** @throws Refusal (401) when METRICS_TOKEN is set and the caller does not send it */
  async scrape(authorization: string | undefined): Promise<{ contentType: string; body: string }> {
    const { METRICS_TOKEN } = this.service.config;
    if (METRICS_TOKEN && !isSame(authorization ?? '', `Bearer ${METRICS_TOKEN}`))
      throw Unauthenticated.refusal('Send the METRICS_TOKEN of this service as a bearer token.');
    return this.service.telemetry.metrics.scrape();
  }

  async info(): Promise<Record<string, unknown>> {
    const { DEPLOYMENT_ENVIRONMENT, CONTRACTS_DIR } = this.service.config;
    return {
      name: this.service.name,
      owner: this.service.owner,
      ...this.build(),
      environment: DEPLOYMENT_ENVIRONMENT,
      contracts: await contractHashesOf(this.service.name, CONTRACTS_DIR),
    };
  }

  private build(): { version: string; revision: string; release: string | null } {
    const { REVISION, RELEASE = null } = this.service.config;
    return { version: this.service.version, revision: REVISION, release: RELEASE };
  }

  /** A check that does not answer within a scrape fails, because the gauge must tell which one hangs. */
  private async checkRows(): Promise<Rows> {
    const { state } = this.service;
    const checks: Record<string, Promise<unknown>> = state
      ? { database: state.database.ping(), schema: this.checkSchema(), broker: state.messaging.ping() }
      : {};
    const rows = Object.entries(checks).map(async ([check, work]): Promise<Rows[number]> => {
      const isPassed = await withTimeout(SCRAPE_CHECK_MS, work).then(
        () => true,
        () => false,
      );
      return [{ check }, Number(isPassed)];
    });
    return [...(await Promise.all(rows)), [{ check: 'running' }, Number(!this.stopping)]];
  }

  private async checkDatabase(): Promise<void> {
    await this.service.state?.database.ping();
    await this.checkSchema();
  }

  private async checkSchema(): Promise<void> {
    const { state } = this.service;
    if (this.schemaChecked || !state) return;
    await checkSchema(state.database.query, state.migrations);
    this.schemaChecked = true;
  }
}

/** Why a check of `part` fails, or nothing. */
const failureOf = (part: 'database' | 'broker', work: Promise<void>) =>
  withTimeout(CHECK_MS, work).then(
    () => [],
    (error: Error & { code?: string }) => [
      {
        reason: `${part}: ${error.message || error.code}`,
        isHarmless: part === 'broker' && !(error instanceof TopologyError),
      },
    ],
  );
