import { openSession } from '#libs/database';
import { discoverServices } from '#libs/service';
import { TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

let environment: TestEnvironment;
let name: string;

beforeAll(async () => {
  environment = await TestEnvironment.open();
  const service = (await discoverServices()).find(({ isStateless }) => !isStateless)!;
  await environment.addDatabase(service);
  ({ name } = service);
});
afterAll(() => environment.close());

it('has connections for spec files that run at the same time, beyond those of one platform', async () => {
  const opening = Array.from({ length: 50 }, () => openSession(environment.url(name, name)));
  const opened = await Promise.allSettled(opening);
  const failures: unknown[] = [];
  for (const one of opened) {
    if (one.status === 'fulfilled') await one.value.end();
    else failures.push(one.reason);
  }
  expect(failures).toEqual([]);
});
