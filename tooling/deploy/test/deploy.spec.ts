import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy, type Order, sharesOf, type World, withdraw } from '../src/deploy.js';
import type { Pact } from '#tooling/pacts';
import type { Driver, Instance, Schema, Share } from '../src/driver.js';
import type { Release } from '../src/release.js';
import { ReleaseRecord } from '../src/release-record.js';

const ORDER: Order = {
  service: 'desk',
  environment: 'test',
  revision: 'a'.repeat(40),
  stages: [10, 100],
  watchMs: 5_000,
  patienceMs: 60_000,
  minimum: { requests: 20 },
  isDryRun: false,
};
const PACT: Pact = {
  consumer: { name: 'shop' },
  provider: { name: 'desk' },
  interactions: [
    {
      type: 'Synchronous/HTTP',
      description: 'a request for no note',
      request: { method: 'GET', path: '/notes/1' },
      response: { status: 404 },
    },
  ],
  metadata: { pactSpecification: { version: '4.0' } },
};
const CONTRACTS = { 'shop-desk.json': 'hash' };

/** Services that run nowhere: each counts more requests whenever it is looked at. */
class Pretended implements Driver {
  readonly done: string[] = [];
  instances: Instance[] = [];
  shares: readonly Share[] = [];
  schemaState: Schema = { known: ['desk/0001-notes'], missing: [] };
  /** What an image tells that was not built for the release. */
  schemaOf: Record<string, Schema> = {};
  /** Of 10 requests to each release, so many fail. */
  failures: Record<number, number> = {};
  missing = 0;
  isIdle = false;
  requestsAtOnce = 10;
  /** Whether requests to the newest release take a second, at the moment. */
  isSlow = () => false;
  failsIn: string | undefined;
  private looks = 0;
  private readonly requests: Record<number, number> = {};
  private readonly quick: Record<number, number> = {};

  constructor(private readonly url: string) {}

  async image() {
    return 'sha256:built';
  }
  async configuration() {
    return { settings: { LOG_LEVEL: 'info' }, secrets: { EDGE_KEY: 'secret' } };
  }
  async running(service: string) {
    return service === 'monitor' ? [this.monitor] : [...this.instances];
  }
  async schema(_service: string, image: string) {
    return this.schemaOf[image] ?? this.schemaState;
  }
  async migrate() {
    this.did('migrate');
  }
  destination({ number }: Release) {
    return this.instance(number);
  }
  async start({ number }: Release) {
    this.did(`start v${number}`);
    const instance = this.instance(number);
    this.instances.push(instance);
    return instance;
  }
  async route(_service: string, shares: readonly Share[]) {
    this.shares = shares;
    this.did(shares.map(({ instance, percent }) => `v${instance.release} ${percent} %`).join(', '));
  }
  async stop({ release }: Instance) {
    this.did(`stop v${release}`);
    this.instances = this.instances.filter((one) => one.release !== release);
  }
  async lastWords() {
    return ['desk cannot start:', '  EDGE_KEY is not set'];
  }
  async token() {
    return 'token';
  }
  async metrics({ name, release }: Instance) {
    if (name === this.monitor.name)
      return `flow_steps_total{step_service="desk",outcome="in_time"} 1000\nflow_steps_total{step_service="desk",outcome="missing"} ${this.missing * this.looks++}\n`;
    const percent = this.shares.find(({ instance }) => instance.release === release)?.percent ?? 0;
    const requests = (this.requests[release] =
      (this.requests[release] ?? 0) + (this.isIdle || !percent ? 0 : this.requestsAtOnce));
    if (release === 0 || !this.isSlow())
      this.quick[release] = (this.quick[release] ?? 0) + (this.isIdle || !percent ? 0 : this.requestsAtOnce);
    const failed = (requests * (this.failures[release] ?? 0)) / 10;
    const buckets = { 0.1: this.quick[release] ?? 0, 1: requests, '+Inf': requests };
    const durations = Object.entries(buckets)
      .map(([le, count]) => `http_server_request_duration_seconds_bucket{le="${le}"} ${count}\n`)
      .join('');
    return `${durations}http_server_requests_total{status="2xx"} ${requests - failed}\nhttp_server_requests_total{status="5xx"} ${failed}\n`;
  }

  instance = (release: number): Instance => ({
    release,
    name: `desk-v${release}`,
    url: this.url,
    inside: `http://desk-v${release}`,
    image: `sha256:of-v${release}`,
  });

  private readonly monitor = { ...this.instance(0), name: 'monitor' };

  private did(what: string): void {
    if (what === this.failsIn) throw new Error('the disk is full');
    this.done.push(what);
  }
}

describe('npm run deploy', () => {
  let folder: string;
  let server: Server;
  let driver: Pretended;
  let said: string[];
  let deployed: string[];
  let now: number;
  let broken: string[];
  let info: object;
  let pacts: Pact[];
  let status: number;
  let around: World;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'troupe-deploy-'));
    server = createServer((_request, response) => {
      response.writeHead(status).end(JSON.stringify(info));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    driver = new Pretended(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    [said, deployed, broken, pacts, now, status] = [[], [], [], [], 0, 200];
    info = { revision: ORDER.revision, release: 'v1', contracts: CONTRACTS };
    around = {
      driver,
      record: new ReleaseRecord(folder),
      contractsBroken: async () => broken,
      contractsAt: async () => CONTRACTS,
      pactsOf: () => pacts,
      deployed: async (service, revision) => void deployed.push(`${service} ${revision}`),
      say: (line) => void said.push(line),
      now: () => now,
      pause: async (ms) => void (now += ms),
    };
  });
  afterEach(async () => {
    server.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  const run = (more: Partial<Order> = {}) => deploy({ ...ORDER, ...more }, around);
  const history = () => around.record.of('test', 'desk');
  /** What compose has started runs already. */
  const beside = () => (driver.instances = [driver.instance(0)]);

  it('starts the release, gives it more and more of the traffic, and ends the old one', async () => {
    beside();
    driver.schemaState.missing = ['desk/0001-notes'];
    await run();
    expect(driver.done).toEqual([
      'migrate',
      'v0 100 %, v1 0 %',
      'start v1',
      'v0 90 %, v1 10 %',
      'v0 0 %, v1 100 %',
      'stop v0',
      'v1 100 %',
    ]);
    expect(said.map((line) => line.split('  ')[0] + (line.split(/ {2,}/)[1] ?? ''))).toContain(
      'desk v1 is live in test.',
    );
    expect(deployed).toEqual([`desk ${ORDER.revision}`]);
    expect(history()).toMatchObject([
      {
        number: 1,
        image: 'sha256:built',
        settings: { LOG_LEVEL: 'info' },
        secrets: ['EDGE_KEY'],
        contracts: CONTRACTS,
        ending: { outcome: 'live' },
      },
    ]);
    expect(JSON.stringify(history())).not.toContain('"secret"');
  });

  it.each([
    ['fails requests', () => (driver.failures[1] = 3), '30.0 % of its'],
    ['leaves out steps', () => (driver.missing = 2), 'steps of business processes are missing'],
  ])('rolls back a release that %s', async (_what, damage, because) => {
    beside();
    damage();
    await expect(run()).rejects.toThrow(new RegExp(`^desk v1 was rolled back: .*${because}`));
    expect(driver.done.slice(-2)).toEqual(['v0 100 %', 'stop v1']);
    expect(history()).toMatchObject([
      { ending: { outcome: 'withdrawn', because: expect.stringContaining(because) } },
    ]);
    expect(deployed).toEqual([]);
  });

  it.each([
    ['keeps a release that is slow while it warms up', 10_000, 'live'],
    ['rolls back a release that is slow', Infinity, 'withdrawn'],
  ])('%s', async (_what, forMs, outcome) => {
    beside();
    driver.isSlow = () => now < forMs;
    driver.requestsAtOnce = 50;
    await run({ watchMs: 15_000 }).catch(() => {});
    expect(history()).toMatchObject([{ ending: { outcome } }]);
  });

  it('holds a release that has too little traffic, goes on by the same command, and withdraws it on request', async () => {
    beside();
    driver.isIdle = true;
    await expect(run()).rejects.toThrow(/^desk v1 is held: it has had 0 requests and 0 events, and needs 20/);
    expect(driver.instances.map(({ release }) => release)).toEqual([0, 1]);
    driver.isIdle = false;
    await run();
    expect(history()).toMatchObject([{ number: 1, ending: { outcome: 'live' } }]);
    expect(driver.done.filter((what) => what.startsWith('start'))).toEqual(['start v1']);
    expect(await withdraw(ORDER, around)).toBeUndefined();
  });

  it('withdraws a release that is held', async () => {
    beside();
    driver.isIdle = true;
    await expect(run()).rejects.toThrow('is held');
    expect(await withdraw(ORDER, around)).toMatchObject({ number: 1 });
    expect(driver.done.slice(-2)).toEqual(['v0 100 %', 'stop v1']);
    expect(history()).toMatchObject([{ ending: { outcome: 'withdrawn' } }]);
  });

  it.each([
    [
      'contracts',
      () => (broken = ['shop needs a field']),
      'must not be deployed to test:\n  shop needs a field',
      [],
    ],
    [
      'migrate',
      () => ((driver.failsIn = 'migrate'), (driver.schemaState.missing = ['desk/0001-notes'])),
      'the disk is full',
      ['v0 100 %'],
    ],
    ['start', () => (driver.failsIn = 'start v1'), 'the disk is full', ['v0 100 %, v1 0 %', 'v0 100 %']],
    [
      'smoke',
      () => (info = { ...info, revision: 'b' }),
      '/info has the revision "b"',
      ['v0 100 %, v1 0 %', 'start v1', 'v0 100 %', 'stop v1'],
    ],
    [
      'smoke',
      () => (info = { ...info, contracts: {} }),
      '/info has the contracts {}',
      ['v0 100 %, v1 0 %', 'start v1', 'v0 100 %', 'stop v1'],
    ],
    [
      'smoke',
      () => (pacts = [PACT]),
      'a pact is broken:\n  shop: a request for no note: expected 404 but was 200',
      ['v0 100 %, v1 0 %', 'start v1', 'v0 100 %', 'stop v1'],
    ],
    [
      'traffic',
      () => (driver.failsIn = 'v0 90 %, v1 10 %'),
      'the disk is full',
      ['v0 100 %, v1 0 %', 'start v1', 'v0 100 %', 'stop v1'],
    ],
  ])('names the step %s when it fails, and leaves everything as it was', async (step, damage, text, done) => {
    beside();
    damage();
    const failure = await run().catch((error: Error) => error);
    expect((failure as Error).message).toContain(`${step}: `);
    expect((failure as Error).message).toContain(text);
    expect(driver.done).toEqual(done);
    expect(driver.instances.map(({ release }) => release)).toEqual([0]);
  });

  it('refuses a migration that takes away what the running release needs, and says which one does', async () => {
    await run();
    driver.schemaState = {
      known: ['desk/0001-notes', 'desk/0002-texts', 'desk/0003-contract-0002-notes'],
      missing: ['desk/0002-texts', 'desk/0003-contract-0002-notes'],
    };
    await expect(run({ revision: 'c'.repeat(40) })).rejects.toThrow(
      'schema: desk/0003-contract-0002-notes takes away what v1 of desk still needs',
    );
    expect(history()).toHaveLength(1);
  });

  it('refuses it, too, when compose has started what needs it', async () => {
    beside();
    driver.schemaOf['sha256:of-v0'] = { known: ['desk/0001-notes'], missing: [] };
    driver.schemaState = {
      known: ['desk/0001-notes', 'desk/0002-texts', 'desk/0003-contract-0002-notes'],
      missing: ['desk/0003-contract-0002-notes'],
    };
    await expect(run()).rejects.toThrow('takes away what the desk that compose has started still needs');
    expect(driver.done).toEqual([]);
  });

  it('does not bring back a release that needs what was taken away since', async () => {
    const first = await run();
    driver.schemaState = {
      known: ['desk/0001-notes'],
      missing: [],
      unknown: ['desk/0002-texts', 'desk/0003-contract-0002-notes'],
    };
    await expect(run({ bringsBack: first })).rejects.toThrow(
      `schema: desk/0003-contract-0002-notes has run, and took away what desk at ${'a'.repeat(12)} needs`,
    );
    driver.schemaState.unknown = ['desk/0002-texts']; // only adds
    info = { ...info, release: 'v2' };
    await run({ bringsBack: first });
    expect(history().map(({ number }) => number)).toEqual([1, 2]);
  });

  it.each([
    [
      'is not ready',
      () => (status = 503),
      /^ready: \S+ does not become ready within 0.001 s \(it is not ready: /,
    ],
    [
      'does not answer',
      () => server.close().closeAllConnections(),
      /^ready: \S+ does not become ready within 0.001 s \(GET \S+\/health\/ready is not answered: /,
    ],
  ])('shows the last words of a release that %s', async (_what, damage, message) => {
    damage();
    around.readyMs = 1;
    await expect(run()).rejects.toThrow(message);
    expect(said).toContain('        EDGE_KEY is not set');
    expect(driver.done.at(-1)).toBe('stop v1');
  });

  it('says what is missing in the settings before it builds', async () => {
    driver.configuration = () => Promise.reject(new Error('EDGE_KEY is not set'));
    driver.image = () => Promise.reject(new Error('this takes minutes'));
    await expect(run()).rejects.toThrow('artefact: EDGE_KEY is not set');
  });

  it('changes nothing in a dry run', async () => {
    beside();
    expect(await run({ isDryRun: true })).toMatchObject({ number: 1 });
    expect([driver.done, history(), deployed]).toEqual([[], [], []]);
  });

  it('brings an earlier release back with its image and its settings', async () => {
    const first = await run();
    info = { ...info, release: 'v2' };
    await run({ bringsBack: { ...first, image: 'sha256:first', settings: { LOG_LEVEL: 'debug' } } });
    expect(history()[1]).toMatchObject({
      bringsBack: 1,
      image: 'sha256:first',
      settings: { LOG_LEVEL: 'debug' },
    });
    expect(driver.instances.map(({ release }) => release)).toEqual([2]);
  });

  it('ends what was interrupted when something else is deployed', async () => {
    beside();
    driver.isIdle = true;
    await expect(run()).rejects.toThrow('is held');
    driver.isIdle = false;
    info = { ...info, revision: 'd'.repeat(40), release: 'v2' };
    await run({ revision: 'd'.repeat(40) });
    expect(history()).toMatchObject([{ ending: { outcome: 'failed' } }, { ending: { outcome: 'live' } }]);
    expect(driver.instances.map(({ release }) => release)).toEqual([2]);
  });
});

describe('shares', () => {
  const instance = (release: number) => ({ release, name: '', url: '', inside: '', image: '' });
  it.each([
    [[0], 25, [75, 25]],
    [[0, 1, 2], 0, [34, 33, 33, 0]],
    [[], 100, [100]],
  ])('of the old releases %j beside one with %d %% are %j', (old, percent, all) => {
    const shares = sharesOf(instance(9), old.map(instance), percent);
    expect(shares.map((one) => one.percent)).toEqual(all);
    expect(all.reduce((sum, one) => sum + one)).toBe(100);
  });
});
