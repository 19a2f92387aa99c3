import type { Service } from '#libs/service';
import {
  checkName,
  type CommandOptions,
  isUrlOf,
  serviceNames,
  UsageError,
  UserError,
} from '#tooling/platform';
import { Operator, type OperatorAccess } from './operator.js';
import type { Registry } from './registry.js';
import type { StatePaths } from './state-paths.js';

/** The option of every command that acts as an operator. */
export const URL_OPTION = {
  url: {
    value: 'URL',
    about:
      'a deployment, with its token in OPERATOR_TOKEN: https://{service}.example.com, or NAME=URL for each service',
    multiple: true,
  },
} as const satisfies CommandOptions;

/** Access to the deployment at these addresses, or to what runs on a data folder when there is none. */
export const operatorAccess = (paths: StatePaths, registry: Registry, addresses: string[]): OperatorAccess =>
  addresses.length ? new Deployment(addresses, serviceNames(), process.env) : new Operator(paths, registry);

/** The environment variable that holds the token: arguments show in the list of processes. */
const TOKEN = 'OPERATOR_TOKEN';
const NAMED = /^([a-z][a-z0-9-]*)=(.+)$/;
const SERVICE = '{service}';
/** A port, which `URL` leaves out if it is the usual one. */
const PORT = /^https?:\/\/[^/?#]*:\d+(?:[/?#]|$)/i;

/** A platform that runs anywhere, by the addresses of its services and a token of its issuer. */
export class Deployment implements OperatorAccess {
  private readonly named = new Map<string, string>();
  private readonly common: string | undefined;

  /**
   * @param addresses `https://{service}.example.com`; an address without `{service}` for services that differ by their port;
   * or one `NAME=ADDRESS` for each service
   * @param names of the services of this build
   * @throws UsageError when an address is no URL, names an unknown service or placeholder, or has one port for all services
   * @throws UserError without a token
   */
  constructor(
    private readonly addresses: readonly string[],
    names: readonly string[],
    private readonly env: NodeJS.ProcessEnv,
  ) {
    for (const address of this.addresses) {
      const [, name, url] = NAMED.exec(address) ?? [];
      checkUrl(url ?? address);
      if (name === undefined || url === undefined) continue;
      checkName('service', name, names);
      if (this.named.has(name)) throw new UsageError(`--url names ${name} twice: leave one of them out.`);
      this.named.set(name, url);
    }
    const others = addresses.filter((address) => !NAMED.test(address));
    if (others.length > 1)
      throw new UsageError(
        `--url takes one address for all services, not ${others.length}: name the service of each.`,
      );
    [this.common] = others;
    checkPort(this.common);
    if (!env[TOKEN])
      throw new UserError(`${TOKEN} is missing: set it to a token of your issuer with the role operator.`);
  }

  adviceFor(): string {
    return 'check --url';
  }

  readLogs(id: string): string {
    return `search the logs of the deployment for ${id}`;
  }

  advised(command: string): string {
    const dashes = command.includes(' -- ') ? [] : ['--'];
    return [command, ...dashes, ...this.addresses.map((address) => `--url ${address}`)].join(' ');
  }

  tokenForAll(): Promise<string> {
    return Promise.resolve(this.env[TOKEN] as string);
  }

  urlOf({ name, port }: Pick<Service, 'name' | 'port'>): string | undefined {
    const url = this.named.get(name) ?? this.common;
    if (url === undefined) return undefined;
    const isByPort = !this.named.has(name) && !url.includes(SERVICE);
    const found = new URL(url.replaceAll(SERVICE, name));
    if (isByPort) found.port = String(port);
    return found.href.replace(/\/$/, '');
  }
}

function checkUrl(text: string): void {
  const url = text.replaceAll(SERVICE, 'service');
  const [placeholder] = /\{[^}]*\}?|\}/.exec(url) ?? [];
  if (placeholder !== undefined)
    throw new UsageError(`--url fills in ${SERVICE} only, not ${placeholder}: "${text}".`);
  if (!isUrlOf(url, 'http', 'https'))
    throw new UsageError(
      `--url takes https://{service}.example.com, one address for all ports, or NAME=ADDRESS, not "${text}".`,
    );
}

/** An address for services that differ by their port has none of its own. */
function checkPort(address: string | undefined): void {
  if (address === undefined || address.includes(SERVICE) || !PORT.test(address)) return;
  throw new UsageError(
    `--url "${address}" has one port for all services: leave the port out if each has that of the embedded run, write ${SERVICE} ` +
      `where the addresses differ, or NAME=${address} for one service. A run with other ports is found by --data.`,
  );
}
