import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contractHash } from '#libs/contract-hash';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { FakeBroker, GitRepository, pactOn } from '#tooling/testing';
import { ensureEnvironment } from '../src/broker-setup.js';
import { type Answer, type ContractStore } from '../src/contract-store.js';
import { Ledger } from '../src/ledger.js';
import { brokerFromEnv, PactBroker } from '../src/pact-broker.js';
import { type Pact, pactFileName, PACTS, readPacts } from '#tooling/pacts';
import { GitRevisions } from '../src/revisions.js';
import { testRun } from '#tooling/pacts';

/** A store, and the repository whose versions it records. */
interface StoreFixture {
  repository: GitRepository;
  store: ContractStore;
}

let fake: FakeBroker;
beforeAll(async () => (fake = await FakeBroker.start()));
afterAll(() => fake.stop());

/** An environment that nothing is deployed to. */
const EMPTY = 'empty';

const repositories: GitRepository[] = [];
afterAll(() => repositories.forEach((one) => one.remove()));

function ledger(): StoreFixture {
  const repository = new GitRepository();
  repositories.push(repository);
  const { folder } = repository;
  const revisions = new GitRevisions(folder);
  const environments = ['test', 'production', EMPTY];
  return {
    repository,
    store: new Ledger(join(folder, 'contracts/ledger'), revisions, environments),
  };
}

const broker = brokerFromEnv(testRun().pactBroker);
const stores: [string, () => StoreFixture][] = [
  ['the ledger', ledger],
  [
    'the stand-in for a Pact Broker',
    () => ({ ...ledger(), store: new PactBroker({ PACT_BROKER_BASE_URL: fake.url }) }),
  ],
];
if (broker) stores.push(['a Pact Broker', () => ({ ...ledger(), store: broker })]);
else
  process.stdout.write(
    'SKIPPED: the tests of a Pact Broker. Set PACT_BROKER_BASE_URL to a broker for test data: docs/contracts.md\n',
  );

it('ignores empty credentials in the environment', () => {
  const env = { PACT_BROKER_BASE_URL: 'http://broker', PACT_BROKER_TOKEN: '', PACT_BROKER_USERNAME: 'ann' };
  expect(brokerFromEnv(env)?.env).toStrictEqual({
    PACT_BROKER_BASE_URL: 'http://broker',
    PACT_BROKER_TOKEN: undefined,
    PACT_BROKER_USERNAME: 'ann',
    PACT_BROKER_PASSWORD: undefined,
  });
});

describe.each(stores)('%s', (_, open) => {
  beforeAll(async () => {
    const { store } = open();
    if (store instanceof PactBroker)
      for (const name of ['production', EMPTY])
        await ensureEnvironment(store.http, name, { displayName: name, production: false });
  });
  let fixture: StoreFixture;
  let [shop, lamps] = ['', ''];
  beforeEach(() => {
    fixture = open();
    // A broker keeps the data of earlier runs.
    [shop, lamps] = [`shop-${randomUUID()}`, `lamps-${randomUUID()}`];
  });

  /** Commits and publishes a new version of both services, whose pact reads this field. */
  async function version(field: string, branch = 'main'): Promise<{ revision: string; pact: Pact }> {
    const pact = pactOn(shop, lamps, field);
    const revision = fixture.repository.commit([pact], shop, lamps);
    const file = join(fixture.repository.folder, 'contracts/pacts', pactFileName(pact));
    expect(await fixture.store.publish([file], revision, branch)).toBe(1);
    return { revision, pact };
  }

  const verify = (pact: Pact, revision: string, success = true, branch = 'main') =>
    fixture.store.recordVerification(
      {
        consumer: shop,
        provider: lamps,
        hash: contractHash(pact),
        success,
        interactions: { [`${shop}: a look`]: success ? [] : ['$.watts is missing'] },
      },
      revision,
      branch,
    );
  const deploy = (service: string, revision: string) =>
    fixture.store.recordDeployment({ service, revision }, 'production');
  /** A version whose pact is verified, and whose provider is deployed. */
  async function deployedProvider(field: string): Promise<{ revision: string; pact: Pact }> {
    const { revision, pact } = await version(field);
    await verify(pact, revision);
    await deploy(lamps, revision);
    return { revision, pact };
  }
  const answerFor = async (service: string, revision: string): Promise<Answer> =>
    (await fixture.store.canIDeploy({ service, revision }, 'production')).answer;

  it('allows the provider first, and the consumer once the provider is deployed', async () => {
    const { revision, pact } = await version('watts');
    await verify(pact, revision);
    expect(await answerFor(shop, revision)).not.toBe('yes');
    expect(await answerFor(lamps, revision)).toBe('yes');
    await deploy(lamps, revision);
    expect(await answerFor(shop, revision)).toBe('yes');
  });

  it('answers unknown without a result, and never yes for an unknown revision', async () => {
    await deployedProvider('watts');
    const next = await version('volts');
    expect(await answerFor(shop, next.revision)).toBe('unknown');
    expect(await answerFor(shop, 'f'.repeat(40))).not.toBe('yes');
  });

  it('says the same in the same words', async () => {
    const old = await version('volts');
    const { revision, pact } = await version('watts');
    const found = async (environment = 'production') => {
      const { findings } = await fixture.store.canIDeploy({ service: shop, revision }, environment);
      return findings.map(({ answer, reason }) => [answer, reason.replaceAll(revision.slice(0, 8), 'HEAD')]);
    };
    const contract = `${shop} at HEAD with ${lamps} at HEAD`;
    const needs = `${shop} needs ${lamps}, which is not in`;
    await deploy(shop, revision);
    expect(await found()).toEqual([['no', `${needs} production`]]);
    expect(await found(EMPTY)).toEqual([['no', `${needs} ${EMPTY}: nothing is recorded there`]]);
    await verify(old.pact, revision);
    await deploy(lamps, revision);
    expect(await found()).toEqual([['unknown', `${contract}: not verified`]]);
    await verify(pact, revision);
    expect(await found()).toEqual([['yes', `${contract}: verified`]]);
    await verify(pact, revision, false);
    const cause = `$.watts is missing (${lamps} to ${shop}: a look)`;
    expect(await found()).toEqual([['no', `${cause}: ${contract}: not kept`]]);
  });

  it('names the contract that a verification would settle', async () => {
    const old = await deployedProvider('watts');
    const next = await version('volts');
    const { findings } = await fixture.store.canIDeploy(
      { service: shop, revision: next.revision },
      'production',
    );
    expect(findings.map(({ unverified }) => unverified)).toEqual([
      {
        consumer: { service: shop, revision: next.revision },
        provider: { service: lamps, revision: old.revision },
      },
    ]);
  });

  it('has a provider verify the deployed pacts as well as the newest', async () => {
    const old = await version('watts');
    await verify(old.pact, old.revision);
    await deploy(shop, old.revision);
    const head = await version('volts');
    const selected = await fixture.store.pactsFor(lamps, 'main', [head.pact]);
    expect(selected.map(({ hash }) => hash).sort()).toEqual(
      [contractHash(old.pact), contractHash(head.pact)].sort(),
    );
    expect(selected.find(({ hash }) => hash === contractHash(old.pact))).toMatchObject({ pending: false });
    expect(await fixture.store.pactsFor('candles', 'main', [head.pact])).toEqual([]);
  });

  it('knows who needs a service, and removes none that is not there', async () => {
    const { revision } = await deployedProvider('watts');
    expect(await fixture.store.consumersOf(lamps, 'production')).toEqual([]);
    await deploy(shop, revision);
    expect(await fixture.store.consumersOf(lamps, 'production')).toEqual([shop]);
    expect(await fixture.store.isDeployed(shop, 'production')).toBe(true);
    await fixture.store.recordUndeployment(shop, 'production');
    expect(await fixture.store.isDeployed(shop, 'production')).toBe(false);
    expect(await fixture.store.consumersOf(lamps, 'production')).toEqual([]);
    await expect(fixture.store.recordUndeployment(shop, 'production')).rejects.toThrow(
      `${shop} is not in production, so there is nothing to remove.`,
    );
  });

  it('applies a result to every version with the same pact and sources', async () => {
    await deployedProvider('watts');
    const again = await version('watts');
    expect(await answerFor(shop, again.revision)).toBe('yes');
  });

  it('distinguishes consumers that expect the same', async () => {
    const { pact } = await deployedProvider('watts');
    const twin = { ...pact, consumer: { name: `twin-${shop}` } };
    const next = fixture.repository.commit([twin], twin.consumer.name);
    const file = join(fixture.repository.folder, 'contracts/pacts', pactFileName(twin));
    await fixture.store.publish([file], next, 'main');
    expect(await answerFor(twin.consumer.name, next)).toBe('unknown');
  });

  it('refuses a provider that breaks a deployed consumer, even if it keeps the newest pact', async () => {
    const old = await deployedProvider('watts');
    await deploy(shop, old.revision);
    const head = await version('volts');
    await verify(head.pact, head.revision);
    await verify(old.pact, head.revision, false);
    expect(await answerFor(lamps, head.revision)).toBe('no');
    await verify(old.pact, head.revision);
    expect(await answerFor(lamps, head.revision)).toBe('yes');
  });

  it('refuses to roll a provider back below a consumer that needs the newer version', async () => {
    const old = await version('watts');
    await verify(old.pact, old.revision);
    const head = await version('volts');
    await verify(head.pact, head.revision);
    await verify(head.pact, old.revision, false);
    await deploy(lamps, head.revision);
    await deploy(shop, head.revision);
    expect(await answerFor(lamps, old.revision)).toBe('no');
  });

  it('allows a consumer to roll back to a pact that its provider still keeps', async () => {
    const old = await version('watts');
    const head = await version('volts');
    await verify(old.pact, head.revision);
    await verify(head.pact, head.revision);
    await deploy(lamps, head.revision);
    await deploy(shop, head.revision);
    expect(await answerFor(shop, old.revision)).toBe('yes');
  });

  it('uses the latest result of a version', async () => {
    const { revision, pact } = await version('watts');
    await verify(pact, revision, false);
    await deploy(lamps, revision);
    expect(await answerFor(shop, revision)).toBe('no');
    await verify(pact, revision);
    expect(await answerFor(shop, revision)).toBe('yes');
    await verify(pact, revision, false);
    expect(await answerFor(shop, revision)).toBe('no');
  });

  it('considers only the deployed version of a service, and no service that was removed', async () => {
    const old = await deployedProvider('watts');
    await deploy(shop, old.revision);
    const head = await version('volts');
    await verify(head.pact, head.revision);
    await verify(old.pact, head.revision, false);
    await deploy(shop, head.revision);
    expect(await answerFor(lamps, head.revision)).toBe('yes');
    await deploy(shop, old.revision);
    expect(await answerFor(lamps, head.revision)).toBe('no');
    await fixture.store.recordUndeployment(shop, 'production');
    expect(await answerFor(lamps, head.revision)).toBe('yes');
  });

  it('decides about a branch by its own pact', async () => {
    const { revision } = await deployedProvider('watts');
    const branch = await version('volts', 'feature');
    await verify(branch.pact, revision, false);
    expect(await answerFor(shop, branch.revision)).toBe('no');
    expect(await answerFor(shop, revision)).toBe('yes');
  });

  it('rejects an unknown environment', async () => {
    const { revision, pact } = await version('watts');
    await verify(pact, revision);
    const deployment = { service: lamps, revision };
    await expect(fixture.store.canIDeploy(deployment, 'prodution')).rejects.toThrow(/prodution/);
    await expect(fixture.store.recordDeployment(deployment, 'prodution')).rejects.toThrow(/prodution/);
  });
});

(broker ? describe : describe.skip)('a Pact Broker', () => {
  it('hashes every accepted pact as the ledger does', async () => {
    const revision = randomUUID();
    const pacts = readPacts();
    const files = pacts.map((pact) => join(PACTS, pactFileName(pact)));
    expect(await broker!.publish(files, revision, 'hashes')).toBe(files.length);
    for (const pact of pacts) {
      const path = [
        'pacts',
        'provider',
        pact.provider.name,
        'consumer',
        pact.consumer.name,
        'version',
        revision,
      ];
      const { _links } = (await broker!.http.call('GET', path)) as {
        _links: Record<string, { name: string }>;
      };
      expect([pactFileName(pact), _links['pb:pact-version']?.name]).toEqual([
        pactFileName(pact),
        contractHash(pact),
      ]);
    }
  });
});
