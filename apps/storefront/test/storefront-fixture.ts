import { newId } from '#libs/telemetry';
import {
  type Answer,
  type ServiceUnderTest,
  type StubbedProvider,
  TcpProxy,
  TestEnvironment,
  token,
} from '#tooling/testing';
import { storefront } from '../src/storefront.module.js';

const NEIGHBOURS = ['catalog', 'loyalty', 'orders', 'passwords', 'recommendations', 'signup'] as const;
export type NeighbourName = (typeof NEIGHBOURS)[number];

/** storefront, with its neighbours played by their pacts, each of which can be taken away. */
export class StorefrontFixture {
  service!: ServiceUnderTest;

  private constructor(
    readonly environment: TestEnvironment,
    private readonly env: Record<string, string>,
    readonly stubs: Record<NeighbourName, StubbedProvider>,
    private readonly ways: Record<NeighbourName, TcpProxy>,
  ) {}

  static async open(): Promise<StorefrontFixture> {
    const environment = await TestEnvironment.open();
    const stubs = {} as Record<NeighbourName, StubbedProvider>;
    const ways = {} as Record<NeighbourName, TcpProxy>;
    for (const name of NEIGHBOURS) {
      stubs[name] = await environment.stubProvider(name, { consumer: 'storefront' });
      ways[name] = await TcpProxy.open(stubs[name].url);
    }
    const urls = NEIGHBOURS.map((name) => [`${name.toUpperCase()}_URL`, ways[name].url]);
    const env: Record<string, string> = { ...Object.fromEntries(urls), PEER_TIMEOUT: '15s' };
    const fixture = new StorefrontFixture(environment, env, stubs, ways);
    await fixture.start();
    return fixture;
  }

  private async start(): Promise<void> {
    this.service = await this.environment.start(storefront, this.env);
  }

  async close(): Promise<void> {
    await this.environment.close();
    await Promise.allSettled(Object.values(this.ways).map((way) => way.cut()));
  }

  /** Takes neighbours away while something is done. The circuits that this opens end with the process. */
  async without<Result>(names: readonly NeighbourName[], work: () => Promise<Result>): Promise<Result> {
    for (const name of names) await this.ways[name].cut();
    try {
      return await work();
    } finally {
      for (const name of names) await this.ways[name].restore();
      await this.service.stop();
      await this.start();
    }
  }

  browser(): Browser {
    return new Browser(this);
  }
}

/** What a browser does without a script: it keeps cookies, sends forms, and follows where it is led if it is told to. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly fixture: Pick<StorefrontFixture, 'service'>) {}

  /** Logs a person in by a token, as if by the form. */
  async isPerson(id = newId()): Promise<this> {
    return this.keeps('shop-session', await token('person', id));
  }

  keeps(name: string, value: string): this {
    this.cookies.set(name, value);
    return this;
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  get(path: string): Promise<Answer> {
    return this.request('GET', path);
  }

  send(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) {
    const type = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    return this.request('POST', path, { ...type, ...headers }, new URLSearchParams(fields).toString());
  }

  private async request(method: string, path: string, more: Record<string, string> = {}, body?: string) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...(cookie && { cookie }), ...more };
    const answer = await this.fixture.service.request(method, path, {
      headers,
      ...(body !== undefined && { body }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (set.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}
