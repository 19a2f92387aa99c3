import type { AlertNamed, Fault } from '#tooling/faults';
import type { RunningPlatform } from '#tooling/launcher';
import type { PrometheusApi } from '#tooling/observability';
import { eventually } from '#tooling/platform';
import { checkKnown, found } from './findings.js';
import { Traffic } from './traffic.js';

/** How long a drill waits for an alert, and for its end, in milliseconds. A step that is missing has up to two minutes. */
const WITHIN_MS = 240_000;
const PAUSE_MS = 500;

/** What came of one drill. Times are in seconds since the fault was turned on, or off. */
export interface Outcome {
  fault: string;
  held: boolean;
  /** By alert; absent without a Prometheus. */
  secondsToAlert: Record<string, number>;
  secondsToFinding?: number;
  secondsToResolve?: number;
  /** What the alert named, by label. */
  named?: Record<string, string>;
  /** What the monitor, or the service, said. */
  said?: string;
  /** Why the drill did not hold. */
  problem?: string;
}

/** Where a drill runs, and who watches it. */
export interface Scene {
  platform: RunningPlatform;
  /** Absent where Prometheus is not installed. */
  prometheus?: PrometheusApi | undefined;
  /** Tells those who wait what the drill waits for. */
  print?: (line: string) => void;
}

/** One drill: turns a fault on, waits until it is announced, turns it off, and waits until all is well again. */
export class Drill {
  private readonly outcome: Outcome;

  constructor(
    private readonly fault: Fault,
    private readonly scene: Scene,
    private readonly withinMs = WITHIN_MS,
  ) {
    this.outcome = { fault: fault.name, held: false, secondsToAlert: {} };
  }

  /** Never throws: what went wrong is in the outcome. The fault is off afterwards, if the platform still answers. */
  async run(): Promise<Outcome> {
    const { platform } = this.scene;
    const { name } = this.fault;
    let traffic: Traffic | undefined;
    try {
      traffic = await Traffic.start(platform, this.fault.traffic);
      await this.checkQuiet();
      await platform.turn(name, 'on');
      await this.announced().finally(() => this.turnOff());
      await this.resolved();
      if (this.fault.isHarmless) await this.checkHarmless(traffic);
      this.outcome.held = true;
    } catch (error) {
      this.outcome.problem = (error as Error).message;
    } finally {
      await traffic?.stop();
    }
    return this.outcome;
  }

  private get alerts(): readonly AlertNamed[] {
    return this.scene.prometheus ? [this.fault.alert, ...(this.fault.alsoRaises ?? [])] : [];
  }

  /** An alert that fires already proves nothing. It may be the end of another drill. */
  private async checkQuiet(): Promise<void> {
    this.waits(`until no other cause makes ${this.alerts.map(titleOf).join(', ') || 'an alert'} fire`);
    for (const alert of this.alerts)
      await this.until(`nothing else makes ${titleOf(alert)} fire`, async () => !(await this.firing(alert)));
  }

  private async announced(): Promise<void> {
    this.waits('until the fault, which is on, is announced');
    const since = performance.now();
    const alerts = this.alerts.map(async (alert) => {
      const labels = await this.until(`${titleOf(alert)} fires`, () => this.firing(alert));
      this.outcome.secondsToAlert[titleOf(alert)] = secondsSince(since);
      if (alert === this.fault.alert) this.outcome.named = labels;
    });
    const finding = async () => {
      if (this.fault.finding.kind === 'none') return;
      this.outcome.said = await this.until('the monitor says it', () => this.said());
      this.outcome.secondsToFinding = secondsSince(since);
    };
    await all([...alerts, finding()]);
  }

  /** To turn a fault off twice does no harm, and the launcher may still be trying what waits when a request has ended. */
  private async turnOff(): Promise<void> {
    await this.until('the fault is off', async () => {
      await this.scene.platform.turn(this.fault.name, 'off');
      return true;
    });
  }

  /**
   * What an operator does about messages that were given up meanwhile. The service may just be starting again.
   * @returns whether there was any
   */
  private async replay(): Promise<boolean> {
    if (!this.fault.replays) return false;
    const act = { act: 'replay', why: `the drill ${this.fault.name} has ended`, all: true };
    const { platform } = this.scene;
    const { done } = await platform.ask<{ done: number }>(this.fault.replays, '/hospital/acts', 'POST', act);
    return done > 0;
  }

  private async resolved(): Promise<void> {
    this.waits('until all is well again: the fault is off');
    const since = performance.now();
    const alerts = this.alerts.map((alert) =>
      this.until(`${titleOf(alert)} ends`, async () => !(await this.firing(alert))),
    );
    // One request replays what it can in its time, and more may be given up meanwhile.
    const isGone = async () => {
      if (await this.replay()) return false;
      return !(await this.said());
    };
    await all([...alerts, this.until('the monitor no longer says it', isGone)]);
    this.outcome.secondsToResolve = secondsSince(since);
  }

  private async checkHarmless({ failures, signedUp }: Traffic): Promise<void> {
    if (failures.length) throw new Error(`${failures.length} requests failed meanwhile: ${failures[0]}`);
    for (const correlationId of signedUp)
      await this.until('the monitor knows every sign-up', () =>
        checkKnown(this.scene.platform, correlationId),
      );
  }

  private waits(until: string): void {
    this.scene.print?.(`        ${this.fault.name} waits up to ${this.withinMs / 60_000} min ${until}`);
  }

  private said(): Promise<string | undefined> {
    return found(this.scene.platform, this.fault.finding);
  }

  private async firing({ name, labels }: AlertNamed): Promise<Record<string, string> | undefined> {
    const wanted = Object.entries({ alertname: name, severity: 'page', ...labels });
    const all = (await this.scene.prometheus?.firing()) ?? [];
    return all.find((alert) => wanted.every(([label, value]) => alert[label] === value));
  }

  private until<Found>(what: string, check: () => Promise<Found>) {
    const { withinMs } = this;
    return eventually(check, withinMs, Math.min(PAUSE_MS, withinMs / 5)).catch(() => {
      throw new Error(`After ${withinMs / 1000} s it is not so that ${what}.`);
    });
  }
}

/** Waits for each, so that nothing still asks a platform that is stopped next. */
async function all(promises: Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(promises);
  await Promise.all(promises);
}

/** An alert by its name, and by the step that it is about. */
const titleOf = ({ name, labels }: AlertNamed): string => (labels.step ? `${name} of ${labels.step}` : name);

const secondsSince = (moment: number): number => Math.round((performance.now() - moment) / 100) / 10;
