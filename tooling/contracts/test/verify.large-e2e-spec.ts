import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contractHash } from '#libs/contract-hash';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { FakeBroker, pactOn } from '#tooling/testing';
import { CI, CommandsFixture } from './commands-fixture.js';

const WATTS = pactOn('shop', 'lamps', 'watts');
const VOLTS = pactOn('shop', 'lamps', 'volts');
const AUTHOR = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
const short = (revision: string) => revision.slice(0, 8);

let repository: CommandsFixture;
beforeEach(() => void (repository = new CommandsFixture()));
afterEach(() => repository.remove());
const to = (service: string) => ['--service', service, '--to', 'production'];
const keepLedger = () => repository.commit([]);

describe('verification with the ledger', () => {
  const run = (name: string, args: string[] = [], env = {}) => repository.run(name, args, { ...CI, ...env });
  const statusOf = async (service: string) => (await run('can-i-deploy', to(service))).status;

  /** Both services at their first version, deployed. */
  async function deployed(): Promise<string> {
    const revision = repository.commit([WATTS], 'shop', 'lamps');
    await run('verify');
    for (const service of ['lamps', 'shop']) await run('record', to(service));
    keepLedger();
    return revision;
  }

  it('lets a pact and its provider go on when both change in one push', async () => {
    const old = await deployed();
    const head = repository.commit([VOLTS], 'shop', 'lamps');
    expect(await run('verify')).toMatchObject({
      status: 0,
      out: [
        `unknown  shop at ${short(head)} with lamps at ${short(old)}: not verified; to settle it, let CI check out ${short(old)} and run GIT_BRANCH=main npm run contracts:verify -- lamps --pacts-of ${short(head)}`,
        '2 of 2 pacts are kept; the results are recorded in the ledger',
      ].join('\n'),
    });
    expect([await statusOf('shop'), await statusOf('lamps')]).toEqual([1, 0]);
    await run('record', to('lamps'));
    expect(await statusOf('shop')).toBe(0);
  });

  it('settles what is unknown by the command that it names, so that the consumer may go first', async () => {
    const old = await deployed();
    const head = repository.commit([VOLTS], 'shop', 'lamps');
    await run('verify', [], { BROKEN: 'watts' });
    keepLedger();
    expect([await statusOf('shop'), await statusOf('lamps')]).toEqual([1, 1]);
    const { out } = await run('can-i-deploy', [...to('shop'), '--revision', head]);
    const [, command = ''] = /npm run contracts:verify -- (.*)/.exec(out) ?? [];
    expect(command).toBe(`lamps --pacts-of ${short(head)}`);
    repository.git('switch', '--quiet', '--detach', old);
    repository.git('checkout', 'main', '--', 'contracts/ledger');
    expect(await run('verify', command.split(' '))).toMatchObject({ status: 0 });
    expect((await run('can-i-deploy', [...to('shop'), '--revision', head])).status).toBe(0);
  });

  it('settles whether a provider can be rolled back below a newer pact', async () => {
    const old = await deployed();
    repository.commit([VOLTS], 'shop', 'lamps');
    await run('verify');
    for (const service of ['lamps', 'shop']) await run('record', to(service));
    keepLedger();
    const back = () => run('can-i-deploy', [...to('lamps'), '--revision', old]);
    expect(await back()).toMatchObject({
      status: 1,
      out: expect.stringMatching(
        /^unknown .* let CI check out [0-9a-f]{8} and run GIT_BRANCH=main npm run contracts:verify -- lamps /,
      ),
    });
    repository.git('switch', '--quiet', '--detach', old);
    repository.git('checkout', 'main', '--', 'contracts/ledger');
    expect(await run('verify', ['lamps'])).toMatchObject({ status: 0 });
    expect((await back()).status).toBe(0);
  });

  it('fails for a deployed pact that is not kept, and says why', async () => {
    await deployed();
    repository.commit([VOLTS], 'shop', 'lamps');
    const { status, out } = await run('verify', [], { BROKEN: 'watts' });
    expect(out).toMatch(
      /^\$\.watts is missing \(lamps to shop: a look at watts\)\nnot kept: the pact of shop with lamps, deployed in production\n/,
    );
    expect(out).toMatch(/\n1 of 2 pacts are kept; the results are recorded in the ledger$/);
    expect(status).toBe(1);
  });

  it('keeps a service that deployed consumers need, unless it is forced', async () => {
    await deployed();
    const gone = ['--service', 'lamps', '--from', 'production'];
    expect(await run('record', gone)).toMatchObject({
      status: 1,
      error: 'Nothing is recorded: shop in production needs lamps; remove them first, or add --force.',
    });
    expect((await run('record', [...gone, '--force'])).status).toBe(0);
    expect(await run('record', gone)).toMatchObject({
      status: 1,
      error: 'lamps is not in production, so there is nothing to remove.',
    });
  });

  it('records no deployment of a commit that no remote has, and asks the remote for its ledger', async () => {
    const old = await deployed();
    const clone = `${repository.folder}-clone`;
    repository.git('clone', '--quiet', repository.folder, clone);
    const there = (name: string, args: string[]) => repository.run(name, args, CI, clone);
    try {
      expect(await there('can-i-deploy', to('lamps'))).toMatchObject({
        status: 0,
        out: expect.stringMatching(/\nthe ledger was last changed by [0-9a-f]{8}, .* ago\n1 of 1 /),
      });
      repository.git('-C', clone, ...AUTHOR, 'commit', '--quiet', '--allow-empty', '--message', 'Keep this');
      expect(await there('record', to('lamps'))).toMatchObject({
        status: 1,
        error: expect.stringMatching(/^Nothing is recorded: no remote has [0-9a-f]{40}; push it first\.$/),
      });
      expect((await there('record', [...to('lamps'), '--revision', old])).status).toBe(0);
      repository.git('-C', clone, 'checkout', '--quiet', 'HEAD', '--', 'contracts');
      repository.commit([], 'shop');
      const newer = keepLedger();
      expect(await there('can-i-deploy', to('lamps'))).toMatchObject({
        status: 1,
        out: expect.stringContaining(
          `unknown  origin has a newer main, ${short(newer)}; run git fetch origin && git checkout origin/main -- contracts/ledger\n`,
        ),
      });
      repository.git('-C', clone, 'remote', 'set-url', 'origin', '/nowhere');
      expect(await there('can-i-deploy', to('lamps'))).toMatchObject({
        status: 0,
        out: expect.stringMatching(
          / ago; there may be a newer one: The remote origin cannot be asked: fatal: /,
        ),
      });
    } finally {
      rmSync(clone, { recursive: true });
    }
  });

  it('ends its specs when it is interrupted, and records nothing', async () => {
    repository.commit([WATTS], 'shop', 'lamps');
    expect(await run('verify', [], { INTERRUPTED: 'true' })).toEqual({
      status: 1,
      out: '',
      error: 'Interrupted by SIGTERM: nothing is recorded or accepted.',
    });
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('fails for a provider without a spec', async () => {
    repository.commit([pactOn('shop', 'candles', 'wax')], 'shop', 'lamps', 'candles');
    expect(await run('verify')).toMatchObject({
      status: 1,
      out: expect.stringContaining('shop-candles.json: candles did not verify it'),
    });
  });
});

describe('verification with a Pact Broker', () => {
  let broker: FakeBroker;
  beforeAll(async () => (broker = await FakeBroker.start()));
  afterAll(() => broker.stop());
  const run = (name: string, args: string[] = [], env = {}) =>
    repository.run(name, args, { ...CI, PACT_BROKER_BASE_URL: broker.url, ...env });
  const [shop, lamps] = ['shop', 'lamps'];
  beforeEach(async () => {
    await broker.stop();
    broker = await FakeBroker.start();
    broker.records.addEnvironment({ name: 'production' });
  });

  it('succeeds on a fresh broker, and says that a pending pact is kept', async () => {
    repository.commit([WATTS], shop, lamps);
    expect((await run('publish')).status).toBe(0);
    const kept = 'the pact of shop with lamps, latest from main';
    expect(await run('verify')).toMatchObject({
      status: 0,
      out: [
        `kept for the first time: ${kept}; a failure counts from now on`,
        `1 of 1 pacts are kept; the results are recorded in the Pact Broker at ${broker.url}`,
      ].join('\n'),
    });
    const { out, status } = await run('verify', ['--output', 'json'], { BROKEN: 'watts' });
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      success: false,
      well: 0,
      of: 1,
      results: [{ hash: contractHash(WATTS), pending: false, verification: { success: false } }],
    });
  });

  it('does not fail for a pending pact, and names its causes', async () => {
    repository.commit([WATTS], shop, lamps);
    await run('publish');
    expect(await run('verify', [], { BROKEN: 'watts' })).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^pending: \$\.watts is missing \(.*\)\n.*\n0 of 0 pacts are kept; /),
    });
    await run('record', to(lamps));
    expect((await run('can-i-deploy', to(shop))).out).toMatch(/^no +\$\.watts is missing \(lamps to shop: /);
  });

  it('counts a failure against the pact that is not kept, and not against another of its consumer', async () => {
    repository.commit([WATTS], shop, lamps);
    await run('publish');
    await run('verify');
    await run('record', to(lamps));
    await run('record', to(shop));
    repository.commit([VOLTS], shop);
    await run('publish');
    await run('verify');
    const { status, out } = await run('verify', [], { BROKEN: 'watts' });
    expect(out).toMatch(/\n1 of 2 pacts are kept; /);
    expect(status).toBe(1);
    const last = new Map(broker.records.results.map(({ hash, success }) => [hash, success]));
    expect([last.get(contractHash(WATTS)), last.get(contractHash(VOLTS))]).toEqual([false, true]);
  });

  it('uses the token when a user name is set, too, for every call', async () => {
    repository.commit([WATTS], shop, lamps);
    const env = { PACT_BROKER_TOKEN: 'secret', PACT_BROKER_USERNAME: 'ann', PACT_BROKER_PASSWORD: '' };
    for (const name of ['publish', 'verify']) expect((await run(name, [], env)).status).toBe(0);
    expect((await run('record', to(lamps), env)).status).toBe(0);
    expect((await run('can-i-deploy', to(shop), env)).status).toBe(0);
    expect(new Set(broker.authorizations)).toEqual(new Set(['Bearer secret']));
  });

  it('accepts a certificate by NODE_EXTRA_CA_CERTS in every command', async () => {
    const altNames = [{ type: 7 as const, ip: '127.0.0.1' }];
    const extensions = [{ name: 'subjectAltName' as const, altNames }];
    const made = await generate([{ name: 'commonName', value: 'broker' }], { extensions });
    await broker.stop();
    broker = await FakeBroker.start({ key: made.private, cert: made.cert });
    repository.write('node_modules/broker.pem', made.cert);
    const env = { NODE_EXTRA_CA_CERTS: join(repository.folder, 'node_modules/broker.pem') };
    repository.commit([WATTS], shop, lamps);
    expect(await run('publish')).toMatchObject({
      status: 1,
      error: expect.stringContaining('Set NODE_EXTRA_CA_CERTS to the file'),
    });
    for (const name of ['publish', 'verify']) expect((await run(name, [], env)).status).toBe(0);
  });

  it('sets up a webhook that does not call a pact new', async () => {
    expect(await run('broker-setup', ['--webhook', 'https://ci.example'])).toMatchObject({ status: 0 });
    expect(broker.records.webhooks).toMatchObject([
      {
        request: {
          url: 'https://ci.example',
          body: {
            client_payload: {
              // eslint-disable-next-line no-template-curly-in-string
              message: '${pactbroker.providerName} has no result for the pact of ${pactbroker.consumerName}',
            },
          },
        },
      },
    ]);
  });

  it('sets up what it can, and shows it although the webhook failed', async () => {
    broker.trouble = (request) => (request.startsWith('PUT /webhooks') ? [422, 'no such host'] : undefined);
    repository.write(
      'contracts/environments.json',
      '{"production": {"displayName": "P", "production": true}, "test": {"displayName": "T", "production": false}}',
    );
    const { status, out } = await run('broker-setup', ['--webhook', 'https://ci.example']);
    expect(out).toMatch(
      /^environment production exists\nenvironment test was created\nwebhook https:\/\/ci\.example failed: The Pact Broker answers 422 to PUT .*\n2 of 3 resources are as wanted in /,
    );
    expect(status).toBe(1);
  });

  it('is unknown about a version whose branch was deleted', async () => {
    repository.commit([WATTS], shop, lamps);
    await run('publish');
    await run('verify');
    await run('record', to(lamps));
    expect((await run('can-i-deploy', to(shop))).status).toBe(0);
    expect(await run('delete-branch', ['--branch', 'main'])).toMatchObject({
      status: 0,
      out: `lamps\nshop\n2 of 2 services had the branch main in the Pact Broker at ${broker.url}, and have it no more`,
    });
    expect(await run('can-i-deploy', to(shop))).toMatchObject({
      status: 1,
      out: expect.stringMatching(
        /^unknown +the Pact Broker at .* has no branch for shop at .*; run npm run /,
      ),
    });
  });
});
