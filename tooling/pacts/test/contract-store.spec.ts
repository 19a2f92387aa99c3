import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contractHash } from '#libs/service';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { brokerIn } from '../src/pact-broker.js';
import { Ledger } from '../src/ledger.js';
import { testRun } from '../src/test-run.js';
import { fileOf, type Pact, PACTS, readPacts } from '../src/pact-file.js';
import { GitRevisions } from '../src/revisions.js';
import { type Answer, type ContractStore } from '../src/contract-store.js';
import { pactOn, GitRepository } from '#tooling/testing';

/** A store, and the repository that it records the versions of. */
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

const broker = brokerIn(testRun().pactBroker);
const stores: [string, () => StoreFixture][] = [['the ledger', ledger]];
if (broker) stores.push(['a Pact Broker', () => ({ ...ledger(), store: broker })]);
else
  process.stdout.write(
    'SKIPPED: the store of a Pact Broker. Set PACT_BROKER_BASE_URL to one that may be filled: docs/contracts.md\n',
  );

it('takes an empty credential for none', () => {
  const env = { PACT_BROKER_BASE_URL: 'http://broker', PACT_BROKER_TOKEN: '', PACT_BROKER_USERNAME: 'ann' };
  expect(brokerIn(env)?.env).toStrictEqual({
    PACT_BROKER_BASE_URL: 'http://broker',
    PACT_BROKER_TOKEN: undefined,
    PACT_BROKER_USERNAME: 'ann',
    PACT_BROKER_PASSWORD: undefined,
  });
});

describe.each(stores)('%s', (_, open) => {
  beforeAll(() => broker?.provideEnvironment('production', { displayName: 'Production', production: true }));
  let fixture: StoreFixture;
  let [shop, lamps] = ['', ''];
  beforeEach(() => {
    fixture = open();
    // A broker is shared, and never forgets.
    [shop, lamps] = [`shop-${randomUUID()}`, `lamps-${randomUUID()}`];
  });

  /** A commit with a new version of both services, whose pact is about this field; its pacts are published. */
  async function version(field: string, branch = 'main'): Promise<{ revision: string; pact: Pact }> {
    const pact = pactOn(shop, lamps, field);
    const revision = fixture.repository.commit([pact], shop, lamps);
    const file = join(fixture.repository.folder, 'contracts/pacts', fileOf(pact));
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
  /** A version whose pact is kept, and whose provider is deployed. */
  async function provided(field: string): Promise<{ revision: string; pact: Pact }> {
    const { revision, pact } = await version(field);
    await verify(pact, revision);
    await deploy(lamps, revision);
    return { revision, pact };
  }
  const may = async (service: string, revision: string): Promise<Answer> =>
    (await fixture.store.canIDeploy({ service, revision }, 'production')).answer;

  it('sends the provider first', async () => {
    const { revision, pact } = await version('watts');
    await verify(pact, revision);
    expect(await may(shop, revision)).not.toBe('yes');
    expect(await may(lamps, revision)).toBe('yes');
    await deploy(lamps, revision);
    expect(await may(shop, revision)).toBe('yes');
  });

  it('does not take silence for a yes', async () => {
    await provided('watts');
    const next = await version('volts');
    expect(await may(shop, next.revision)).toBe('unknown');
    expect(await may(shop, 'f'.repeat(40))).not.toBe('yes');
  });

  it('keeps the reason why a contract is not kept', async () => {
    const { revision, pact } = await version('watts');
    await verify(pact, revision, false);
    await deploy(lamps, revision);
    const verdict = await fixture.store.canIDeploy({ service: shop, revision }, 'production');
    expect(verdict.answer).toBe('no');
    expect(verdict.findings.map(({ because }) => because).join()).toMatch(/watts is missing|fail/);
  });

  it('takes results for those of the content, under whichever version', async () => {
    await provided('watts');
    const again = await version('watts');
    expect(await may(shop, again.revision)).toBe('yes');
  });

  it('tells consumers apart that expect the same', async () => {
    const { pact } = await provided('watts');
    const twin = { ...pact, consumer: { name: `twin-${shop}` } };
    const next = fixture.repository.commit([twin], twin.consumer.name);
    const file = join(fixture.repository.folder, 'contracts/pacts', fileOf(twin));
    await fixture.store.publish([file], next, 'main');
    expect(await may(twin.consumer.name, next)).toBe('unknown');
  });

  it('refuses a provider that breaks what is deployed, though it keeps what is newest', async () => {
    const old = await provided('watts');
    await deploy(shop, old.revision);
    const head = await version('volts');
    await verify(head.pact, head.revision);
    await verify(old.pact, head.revision, false);
    expect(await may(lamps, head.revision)).toBe('no');
    await verify(old.pact, head.revision);
    expect(await may(lamps, head.revision)).toBe('yes');
  });

  it('refuses to roll a provider back under a consumer that needs the newer one', async () => {
    const old = await version('watts');
    await verify(old.pact, old.revision);
    const head = await version('volts');
    await verify(head.pact, head.revision);
    await verify(head.pact, old.revision, false);
    await deploy(lamps, head.revision);
    await deploy(shop, head.revision);
    expect(await may(lamps, old.revision)).toBe('no');
  });

  it('lets a consumer roll back to what its provider still keeps', async () => {
    const old = await version('watts');
    const head = await version('volts');
    await verify(old.pact, head.revision);
    await verify(head.pact, head.revision);
    await deploy(lamps, head.revision);
    await deploy(shop, head.revision);
    expect(await may(shop, old.revision)).toBe('yes');
  });

  it('lets the last word on a version count', async () => {
    const { revision, pact } = await version('watts');
    await verify(pact, revision, false);
    await deploy(lamps, revision);
    expect(await may(shop, revision)).toBe('no');
    await verify(pact, revision);
    expect(await may(shop, revision)).toBe('yes');
    await verify(pact, revision, false);
    expect(await may(shop, revision)).toBe('no');
  });

  it('asks the newest of a service that is deployed, and nobody who was taken away', async () => {
    const old = await provided('watts');
    await deploy(shop, old.revision);
    const head = await version('volts');
    await verify(head.pact, head.revision);
    await verify(old.pact, head.revision, false);
    await deploy(shop, head.revision);
    expect(await may(lamps, head.revision)).toBe('yes');
    await deploy(shop, old.revision);
    expect(await may(lamps, head.revision)).toBe('no');
    await fixture.store.recordUndeployment(shop, 'production');
    expect(await may(lamps, head.revision)).toBe('yes');
  });

  it('knows a branch by its own pact', async () => {
    const { revision } = await provided('watts');
    const branch = await version('volts', 'feature');
    await verify(branch.pact, revision, false);
    expect(await may(shop, branch.revision)).toBe('no');
    expect(await may(shop, revision)).toBe('yes');
  });

  it('does not know an environment that nobody named', async () => {
    const { revision, pact } = await version('watts');
    await verify(pact, revision);
    const version_ = { service: lamps, revision };
    await expect(fixture.store.canIDeploy(version_, 'prodution')).rejects.toThrow(/prodution/);
    await expect(fixture.store.recordDeployment(version_, 'prodution')).rejects.toThrow(/prodution/);
  });
});

(broker ? describe : describe.skip)('a Pact Broker', () => {
  it('hashes every accepted pact as the ledger does', async () => {
    const revision = randomUUID();
    const pacts = readPacts();
    const files = pacts.map((pact) => join(PACTS, fileOf(pact)));
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
      const { _links } = (await broker!.call('GET', path)) as { _links: Record<string, { name: string }> };
      expect([fileOf(pact), _links['pb:pact-version']?.name]).toEqual([fileOf(pact), contractHash(pact)]);
    }
  });
});
