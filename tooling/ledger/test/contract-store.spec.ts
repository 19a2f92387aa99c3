import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contractHash } from '#libs/contract-hash';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { GitRepository, pactOn } from '#tooling/testing';
import { ensureEnvironment } from '../src/broker-setup.js';
import { type Answer, type ContractStore } from '../src/contract-store.js';
import { Ledger } from '../src/ledger.js';
import { brokerFromEnv } from '../src/pact-broker.js';
import { type Pact, pactFileName, PACTS, readPacts } from '#tooling/pacts';
import { GitRevisions } from '../src/revisions.js';
import { testRun } from '#tooling/pacts';

/** A store, and the repository whose versions it records. */
interface StoreFixture {
  repository: GitRepository;
  store: ContractStore;
}

const repositories: GitRepository[] = [];
afterAll(() => repositories.forEach((one) => one.remove()));

function ledger(): StoreFixture {
  const repository = new GitRepository();
  repositories.push(repository);
  const { folder } = repository;
  const revisions = new GitRevisions(folder);
  return {
    repository,
    store: new Ledger(join(folder, 'contracts/ledger'), revisions, ['test', 'production']),
  };
}

const broker = brokerFromEnv(testRun().pactBroker);
const stores: [string, () => StoreFixture][] = [['the ledger', ledger]];
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
    const settings = { displayName: 'Production', production: true };
    if (broker) await ensureEnvironment(broker.http, 'production', settings);
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

  const verify = (pact: Pact, revision: string, success = true) =>
    fixture.store.recordVerification(
      {
        consumer: shop,
        provider: lamps,
        hash: contractHash(pact),
        success,
        interactions: { 'a look': success ? [] : ['$.watts is missing'] },
      },
      revision,
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

  it('gives the reason why a contract is not kept', async () => {
    const { revision, pact } = await version('watts');
    await verify(pact, revision, false);
    await deploy(lamps, revision);
    const decision = await fixture.store.canIDeploy({ service: shop, revision }, 'production');
    expect(decision.answer).toBe('no');
    expect(decision.findings.map(({ reason }) => reason).join()).toMatch(/watts is missing|fail/);
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
