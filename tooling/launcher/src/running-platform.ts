import { bearer, type FaultState, send, type SignedUp } from '#tooling/faults';
import { ask, HOST, LAUNCHER_PORT, type NoAnswer, UserError } from '#tooling/platform';
import { nothingRuns, unanswered } from './command.js';
import { Operator } from './operator.js';
import { discoverRegistry, type Registry } from './registry.js';
import type { StatePaths } from './state-paths.js';

/** After so many milliseconds a token is asked for again; it is valid for five minutes. */
const TOKEN_MS = 120_000;

/** A platform that `npm start` has started, as its operator reaches it: its services and its launcher. */
export class RunningPlatform {
  private operator: Operator;
  private since = performance.now();

  private constructor(
    private readonly paths: StatePaths,
    private readonly registry: Registry,
  ) {
    this.operator = new Operator(paths, registry);
  }

  /** The platform of a data folder; undefined when none runs on it. @throws UserError when it does not answer */
  static async find(paths: StatePaths): Promise<RunningPlatform | undefined> {
    if (!paths.lastLaunch()) return undefined;
    const platform = new RunningPlatform(paths, await discoverRegistry());
    const url = platform.launcherUrl('/faults');
    const told = await ask(url).then(
      () => undefined,
      (error: NoAnswer) => unanswered(paths, error),
    );
    if (told === nothingRuns(paths)) return undefined;
    if (told) throw new UserError(told);
    return platform;
  }

  /** Every service of this build. */
  get services(): Registry['services'] {
    return this.registry.services;
  }

  /** What is added to every port. */
  get portOffset(): number {
    return this.paths.portOffset;
  }

  /** The address of a service. @throws UserError when there is no such service */
  urlOf(name: string): string {
    const service = this.registry.services.find((one) => one.name === name);
    if (!service) throw new UserError(`There is no service ${name}.`);
    return this.operator.urlOf(service);
  }

  /** Every fault, and whether it is on. @throws UserError when the launcher refuses or does not answer */
  async faults(): Promise<FaultState[]> {
    return (await this.call<{ faults: FaultState[] }>('GET', this.launcherUrl('/faults'))).faults;
  }

  /** Turns a fault on or off. @throws UserError as `faults` */
  turn(fault: string, state: 'on' | 'off'): Promise<FaultState> {
    return this.call(state === 'on' ? 'PUT' : 'DELETE', this.launcherUrl(`/faults/${fault}`));
  }

  /** Signs an invented person up. @throws UserError as `faults`, also when `signup` refuses */
  signUp(): Promise<SignedUp> {
    return this.call('POST', this.launcherUrl('/sign-ups'));
  }

  /** What a service answers to its operator. @throws UserError when it refuses or does not answer */
  ask<Body>(service: string, path: string, method = 'GET', body?: object): Promise<Body> {
    return this.call(method, this.urlOf(service) + path, body);
  }

  /** A token with the role operator, which is valid for some minutes. @throws UserError when there is none */
  operatorToken(): Promise<string> {
    if (performance.now() - this.since > TOKEN_MS) {
      this.operator = new Operator(this.paths, this.registry);
      this.since = performance.now();
    }
    return this.operator.tokenForAll();
  }

  private launcherUrl(path: string): string {
    return `http://${HOST}:${LAUNCHER_PORT + this.paths.portOffset}${path}`;
  }

  private async call<Body>(method: string, url: string, body?: object): Promise<Body> {
    const operator = bearer(await this.operatorToken());
    const response = await send(method, url, body, operator).catch((error: NoAnswer) => {
      throw new UserError(unanswered(this.paths, error));
    });
    const text = await response.text();
    if (response.ok) return (text ? JSON.parse(text) : undefined) as Body;
    throw new UserError(`${method} ${url} answers ${response.status}: ${text}`);
  }
}
