import type { Env, Service } from '#libs/service';
import type { DatabaseServer } from '#tooling/launcher';
import { TcpProxy } from '#tooling/platform';

/** The ways between the parts of a platform, by their names: `loyalty to its database`, `loyalty to the broker`, `calls to customers`. */
export class Ways {
  private readonly open = new Map<string, TcpProxy>();

  /** @param services that keep anything. @param callees that are called over HTTP, by the addresses at which they answer */
  static async open(
    services: Service[],
    server: { database: string; broker: string },
    callees: Map<string, string>,
  ): Promise<Ways> {
    const ways = new Ways();
    const wanted = [
      ...services.map(({ name }) => [databaseWay(name), server.database]),
      ...services.map(({ name }) => [brokerWay(name), server.broker]),
      ...[...callees].map(([name, url]) => [callsWay(name), url]),
    ] as [string, string][];
    for (const [name, url] of wanted) ways.open.set(name, await TcpProxy.open(url));
    return ways;
  }

  get names(): string[] {
    return [...this.open.keys()];
  }

  /** @throws Error when there is no such way */
  to(name: string): TcpProxy {
    const way = this.open.get(name);
    if (way) return way;
    throw new Error(`There is no way "${name}": choose one of ${this.names.join(', ')}.`);
  }

  /** The servers, as services reach them. One that keeps nothing reaches none. */
  through(server: DatabaseServer): DatabaseServer {
    return {
      url: (database, role, password) =>
        this.leading(databaseWay(role), server.url(database, role, password)),
      brokerUrl: (service, password) => this.leading(brokerWay(service), server.brokerUrl(service, password)),
    };
  }

  /** The settings of a service, with the ways to its neighbours. */
  among({ settings }: Service, env: Env): Env {
    const urls = Object.entries(settings).flatMap(([key, { peer }]) => {
      const url = env[key];
      return peer && url ? [[key, this.leading(callsWay(peer), url).replace(/\/$/, '')]] : [];
    });
    return { ...env, ...(Object.fromEntries(urls) as Env) };
  }

  private leading(way: string, url: string): string {
    return this.open.get(way)?.leading(url) ?? url;
  }

  async restore(): Promise<void> {
    await Promise.all([...this.open.values()].map((way) => way.restore()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.open.values()].map((way) => way.cut()));
  }
}

export const databaseWay = (service: string): string => `${service} to its database`;
export const brokerWay = (service: string): string => `${service} to the broker`;
export const callsWay = (callee: string): string => `calls to ${callee}`;
