import { discoverServices } from '#libs/service';
import { expect, it } from '@jest/globals';
import { keepsNothing, serviceNames, statefulServiceNames } from '../src/service-names.js';

it('services and those that keep something are known without loading them', async () => {
  const services = await discoverServices();
  const names = (some: typeof services) => some.map(({ name }) => name).sort();
  expect(serviceNames()).toEqual(names(services));
  expect(statefulServiceNames()).toEqual(names(services.filter(({ isStateless }) => !isStateless)));
  expect(serviceNames().filter(keepsNothing)).toEqual(
    names(services.filter(({ isStateless }) => isStateless)),
  );
  expect(serviceNames().filter(keepsNothing)).not.toEqual([]);
  expect(keepsNothing('no-such-service')).toBeUndefined();
});
