import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeBroker } from '#tooling/testing';
import { generate } from 'selfsigned';
import { BrokerHttp } from '../src/broker-http.js';

async function certificate(): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
  return { key, cert };
}

describe('the client of a Pact Broker', () => {
  let broker: FakeBroker;
  let told: string[];
  beforeEach(async () => {
    broker = await FakeBroker.start();
    told = [];
  });
  afterEach(() => broker.stop());

  const clientOf = (url: string, more: object = {}) =>
    new BrokerHttp(
      { PACT_BROKER_BASE_URL: url, ...more },
      { answerMs: 300, pauseMs: 1, tell: (line) => told.push(line) },
    );
  const call = (url = broker.url) => clientOf(url).call('GET', ['environments']);
  /** Answers like this to the first `times` requests. */
  const fail = (answer: ReturnType<FakeBroker['trouble']>, times = Infinity) => {
    broker.trouble = () => (broker.requests.length <= times ? answer : undefined);
  };

  it.each(['broker.example.com', 'ftp://broker.example.com'])('refuses the URL %s at once', async (url) => {
    await expect(call(url)).rejects.toThrow(
      `PACT_BROKER_BASE_URL takes a URL such as https://broker.example.com, not "${url}".`,
    );
    expect(told).toEqual([]);
  });

  it('names the URL and the cause when no broker is there, and tells that it tries again', async () => {
    const { url } = broker;
    await broker.stop();
    const message = new RegExp(
      `^The Pact Broker cannot be reached by GET ${url}/environments: .*ECONNREFUSED.*\\. Check PACT_BROKER_BASE_URL, `,
    );
    await expect(call(url)).rejects.toThrow(message);
    expect(told).toEqual([1, 2].map(() => expect.stringMatching(/ECONNREFUSED.* Trying again\.$/)));
    broker = await FakeBroker.start();
  });

  it.each([
    ['is starting', [503, 'later'] as [number, string]],
    ['breaks the connection', 'reset' as const],
  ])('tries again when the broker %s', async (_, answer) => {
    fail(answer, 2);
    expect(await call()).toMatchObject({ _embedded: { environments: [] } });
    expect(told).toHaveLength(2);
  });

  it.each<[string, [number, string?], string]>([
    ['500', [500, 'no database'], 'The Pact Broker answers 500 to GET URL: no database'],
    ['401', [401], 'answers 401 to GET URL: it says nothing more. Check PACT_BROKER_TOKEN, or'],
    [
      'HTML',
      [200, '<html>'],
      'The answer to GET URL is not JSON, so this is no Pact Broker, or a proxy answers',
    ],
  ])('gives up at once on %s', async (_, answer, message) => {
    fail(answer);
    await expect(call()).rejects.toThrow(message.replace('URL', `${broker.url}/environments`));
    expect(broker.requests).toHaveLength(1);
  });

  it('waits until its deadline, and blames the broker', async () => {
    fail('silence');
    await expect(call()).rejects.toThrow(
      `The Pact Broker did not answer GET ${broker.url}/environments within 0.3 seconds: it is too slow, or out of reach.`,
    );
    expect(broker.requests).toHaveLength(1);
  });

  it('says how to accept a certificate', async () => {
    const tls = await FakeBroker.start(await certificate());
    try {
      await expect(call(tls.url)).rejects.toThrow(
        /self-signed certificate.*\. Set NODE_EXTRA_CA_CERTS to the file with the certificate of its authority\.$/,
      );
      expect(told).toEqual([]);
    } finally {
      await tls.stop();
    }
  });

  it('logs in by the token, or else by name and password', async () => {
    const name = { PACT_BROKER_USERNAME: 'ann', PACT_BROKER_PASSWORD: 'x' };
    await clientOf(broker.url, { ...name, PACT_BROKER_TOKEN: 'secret' }).call('GET', ['environments']);
    await clientOf(broker.url, name).call('GET', ['environments']);
    expect(broker.authorizations).toEqual(['Bearer secret', `Basic ${btoa('ann:x')}`]);
  });
});
