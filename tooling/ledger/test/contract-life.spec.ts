import { ROOT } from '#tooling/platform';
import { testRun } from '#tooling/pacts';
import { eventually, FakeBroker, GitRepository } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { ensureEnvironment, ensureWebhook, removeEnvironment } from '../src/broker-setup.js';
import type { Version } from '../src/contract-store.js';
import { Ledger } from '../src/ledger.js';
import { brokerFromEnv, PactBroker } from '../src/pact-broker.js';
import { GitRevisions } from '../src/revisions.js';
import { ContractLife, type Life } from './contract-life.js';

/** What a webhook of `npm run contracts:broker:setup` sends. */
interface Call {
  client_payload: { provider: string; sha: string };
}

const real = brokerFromEnv(testRun().pactBroker);
const webhookHost = testRun().pactBroker.PACT_BROKER_WEBHOOK_HOST || '127.0.0.1';

describe('the life of a contract', () => {
  let fake: FakeBroker;
  let ci: Server;
  const calls: Call[] = [];
  const repositories: GitRepository[] = [];
  beforeAll(async () => {
    fake = await FakeBroker.start();
    ci = createServer((request, response) => {
      void json(request).then((call) => {
        calls.push(call as Call);
        response.writeHead(204).end();
      });
    }).listen(0, webhookHost);
    await once(ci, 'listening');
  });
  afterAll(async () => {
    ci.close().closeAllConnections();
    await fake.stop();
    for (const one of repositories) one.remove();
  });

  const inLedger = (): Life => {
    const repository = new GitRepository();
    repositories.push(repository);
    const environments = ['life', 'production'];
    return {
      repository,
      store: new Ledger(
        join(repository.folder, 'contracts/ledger'),
        new GitRevisions(repository.folder),
        environments,
      ),
      environment: 'life',
      // Without a broker, nobody calls: the answer names what has to be verified.
      askedToVerify: async (_provider, { findings }) => findings[0]!.unverified!.provider,
      removeEnvironment: async () => void environments.shift(),
    };
  };
  const atBroker = async (store: PactBroker): Promise<Life> => {
    const environment = `life-${randomUUID()}`;
    await ensureEnvironment(store.http, environment, { displayName: environment, production: false });
    await ensureWebhook(store.http, `http://${webhookHost}:${(ci.address() as AddressInfo).port}/ci`);
    return {
      ...inLedger(),
      store,
      environment,
      askedToVerify: async (provider): Promise<Version> => {
        const call = await eventually(() =>
          calls.find(({ client_payload }) => client_payload.provider === provider && client_payload.sha),
        );
        return { service: provider, revision: call.client_payload.sha };
      },
      removeEnvironment: () => removeEnvironment(store.http, environment),
    };
  };
  const told = () =>
    /```text\npublish [^`]*\n```/
      .exec(readFileSync(join(ROOT, 'docs/life-of-a-contract.md'), 'utf8'))![0]
      .split('\n')
      .slice(1, -1);

  it('is told by the ledger as the documentation tells it', async () => {
    const { lines, pending } = await new ContractLife(inLedger()).play();
    expect(lines).toEqual(told());
    expect(pending).not.toContain(true);
  });

  const brokers: [string, () => PactBroker][] = [
    ['the stand-in for a Pact Broker', () => new PactBroker({ PACT_BROKER_BASE_URL: fake.url })],
    ...(real ? [['a Pact Broker', () => real] as [string, () => PactBroker]] : []),
  ];
  it.each(brokers)('is told by %s in the same words', async (_name, open) => {
    const { lines, pending } = await new ContractLife(await atBroker(open())).play();
    expect(lines).toEqual(told());
    // A pact is pending until it is kept for the first time: watts once, volts twice.
    expect([0, 2, 4].map((at) => pending[at])).toEqual([true, true, true]);
  });
});
