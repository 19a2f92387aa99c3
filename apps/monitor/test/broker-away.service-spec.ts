import { eventually, type ServiceUnderTest, TcpProxy, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { monitor } from '../src/monitor.module.js';

const OPERATOR = { as: { operator: 'olga' } };

let environment: TestEnvironment;
let broker: TcpProxy;
let service: ServiceUnderTest;

beforeAll(async () => {
  environment = await TestEnvironment.open();
  await environment.addDatabase(monitor);
  broker = await TcpProxy.open(environment.brokerUrl('monitor'));
  service = await environment.start(monitor, { BROKER_URL: broker.url, DEADLINES_EVERY: '50ms' });
});
afterAll(async () => {
  await broker.cut();
  await environment.close();
});

const lag = async () => {
  const { body } = await service.get('/metrics');
  return Number(/^monitor_lag_seconds\{.*\} (\S+)/m.exec(body)?.[1]);
};

it('tells why what waits is not known while the broker is away, and falls behind', async () => {
  const isCurrent = async () => (await service.get('/queues', OPERATOR)).status === 200 && (await lag()) < 3;
  await eventually(isCurrent);
  await broker.cut();
  const told = /^The broker does not tell what waits in queues: .+\. Until it does, no process is judged/;
  const { status, headers, body } = await service.get('/queues', OPERATOR);
  expect([status, headers.get('retry-after')]).toEqual([503, '5']);
  expect(body).toMatchObject({ detail: expect.stringMatching(told) });
  expect((await service.get('/overview', OPERATOR)).body).toMatchObject({
    problem: expect.stringMatching(told),
    notAsked: expect.not.arrayContaining(['gateway']), // it has nothing to tell
  });
  await eventually(async () => (await lag()) > 4);
  const { detail } = (await service.get('/processes/an-id', OPERATOR)).body;
  expect(
    Number(/has handled what reached the broker until (\d+) s ago\.$/.exec(detail)?.[1]),
  ).toBeGreaterThan(4);
  await broker.restore();
  await eventually(isCurrent);
});
