import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, eventually, message, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CustomersService } from '../src/customers.service.js';
import { customers } from '../src/customers.module.js';
import { get, newRegistration, patch, put, register, saidAbout } from './people.js';

const VERIFIED = 'email.verified.v1';

describe('a verified address', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(customers);
  });
  afterAll(() => environment.close());

  const verify = async (customerId: string, emailHash: string) => {
    const verified = message(VERIFIED, { customerId, emailHash }, { datasubject: customerId });
    await environment.publish('email', verified);
    await service.hasHeard(verified.id);
  };
  const hashOf = async (customerId: string, type = 'customer.registered.v2'): Promise<string> =>
    (await saidAbout(service, customerId, type)).at(-1)?.body.emailHash;
  const shown = async (customerId: string) => {
    const { headers, body } = await get(service, customerId);
    return {
      version: Number(/^"(\d+)-/.exec(headers.get('etag') ?? '')?.[1]),
      emailVerified: body.emailVerified,
    };
  };

  it('is shown as verified, with a new ETag', async () => {
    const customerId = await register(service);
    await verify(customerId, await hashOf(customerId));
    expect(await shown(customerId)).toEqual({ version: 2, emailVerified: true });
  });

  it('stays the same when it is verified again', async () => {
    const customerId = await register(service);
    await verify(customerId, await hashOf(customerId));
    await verify(customerId, await hashOf(customerId));
    expect(await shown(customerId)).toEqual({ version: 2, emailVerified: true });
    expect(await saidAbout(service, customerId, 'customer.changed.v1')).toEqual([]);
  });

  it('shows in the total of the service when its handler does nothing', async () => {
    const unreconciled = async () =>
      Number(
        /^unreconciled_events\{.*total="verifications".*\} (\d+)$/m.exec(
          (await service.get('/metrics')).body,
        )?.[1],
      );
    const customerId = await register(service);
    const hash = await hashOf(customerId);
    await verify(customerId, hash);
    await verify(customerId, 'of another address');
    await eventually(async () => (await unreconciled()) === 0);
    const silent = jest.spyOn(CustomersService.prototype, 'verify').mockResolvedValue();
    await verify(customerId, hash);
    silent.mockRestore();
    await eventually(async () => (await unreconciled()) === 1);
  });

  it('does not turn a repeated registration into another one', async () => {
    const customerId = newId();
    const told = newRegistration();
    await put(service, customerId, told);
    await verify(customerId, await hashOf(customerId));
    expect((await put(service, customerId, told)).status).toBe(204);
    expect(await shown(customerId)).toEqual({ version: 2, emailVerified: true });
  });

  it('must be verified again once it has changed, and not by the old link', async () => {
    const customerId = await register(service);
    const old = await hashOf(customerId);
    await verify(customerId, old);
    expect((await patch(service, customerId, { email: `${newId()}@example.org` }, '*')).status).toBe(200);
    await verify(customerId, old);
    expect(await shown(customerId)).toEqual({ version: 3, emailVerified: false });
    await verify(customerId, await hashOf(customerId, 'customer.changed.v1'));
    expect(await shown(customerId)).toEqual({ version: 4, emailVerified: true });
  });

  it('stays verified when something else changes', async () => {
    const customerId = await register(service);
    await verify(customerId, await hashOf(customerId));
    expect((await patch(service, customerId, { name: { family: 'King' } }, '*')).body.emailVerified).toBe(
      true,
    );
  });

  it('is ignored for an unknown customer', async () => {
    await verify(newId(), 'hash');
    expect(await service.patients()).not.toContainEqual(expect.objectContaining({ reason: 'refused' }));
  });

  it('goes to the hospital when the event is malformed, and changes nothing', async () => {
    const customerId = await register(service);
    const broken = message(VERIFIED, { customerId, emailHash: 1 });
    await environment.publish('email', broken);
    const patient = await eventually(async () =>
      (await service.patients()).find(({ id }) => id === broken.id),
    );
    expect(patient).toMatchObject({ type: VERIFIED, reason: 'malformed', attempts: 1 });
    expect(patient.message).toContain('/emailHash');
    expect(await shown(customerId)).toEqual({ version: 1, emailVerified: false });
  });

  it('reaches a service that is alive and ready', async () => {
    expect((await service.get('/health/live')).status).toBe(200);
    await service.untilReady();
  });
});
