import { eventually, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Module,
  StandardSchemaValidationPipe,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { throwError } from 'rxjs';
import { z } from 'zod';
import {
  type DataOf,
  EventContext,
  effect,
  EventTransport,
  heard,
  InvalidInput,
  EffectContext,
} from '../src/index.js';
import { MessagingFixture, newCause, type TestService, thing } from './messaging-fixture.js';

const Happened = heard('alpha.happened.v1', z.object({ id: z.uuid() }), { from: 'alpha' });
const Touch = effect('touch', z.object({ id: z.uuid() }));
const SAFE = { inheritAppConfig: true, deferInitialization: true };

const heardHere: unknown[] = [];
const touched: string[] = [];

@Controller()
class Subscriber {
  @EventPattern<string>(Happened.type)
  hear(@Payload(Happened) data: DataOf<typeof Happened>, @Ctx() { attempt, envelope, tx }: EventContext) {
    heardHere.push(data);
    if (envelope.subject === 'nosy') return void envelope.actor;
    if (envelope.subject === 'fails') throw new RangeError(`no ${attempt} of ${tx.isTransaction}`);
  }
}

@Controller()
class Toucher {
  @EventPattern<string>(Touch.type)
  async touch(@Payload(Touch) _data: DataOf<typeof Touch>, @Ctx() { key }: EffectContext) {
    touched.push(key);
  }
}

@Controller()
class Another {
  @EventPattern<string>(Happened.type)
  hear() {}
}

@Catch()
class LetThrough implements ExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost) {
    return throwError(() => error);
  }
}

describe('the event transport of Nest', () => {
  let fixture: MessagingFixture;
  const apps: NestFastifyApplication[] = [];
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await fixture.reset();
    heardHere.length = 0;
    touched.length = 0;
  });
  afterAll(() => fixture.close());

  interface Setting {
    controllers?: Type[];
    options?: object;
    filter?: boolean;
    schedule?: number[];
  }

  async function start({
    controllers = [Subscriber, Toucher],
    options = SAFE,
    filter = true,
    schedule = [],
  }: Setting) {
    const beta = await fixture.create('beta', {
      schedule,
      hears: { [Happened.type]: () => {} },
      effects: { [Touch.type]: () => {} },
    });
    @Module({ controllers })
    class Beta {}
    const app = await NestFactory.create<NestFastifyApplication>(Beta, new FastifyAdapter(), {
      logger: false,
      abortOnError: false,
    });
    apps.push(app);
    app.useGlobalPipes(
      new StandardSchemaValidationPipe({ exceptionFactory: (issues) => new InvalidInput('body', issues) }),
    );
    if (filter) app.useGlobalFilters(new LetThrough());
    app.connectMicroservice({ strategy: new EventTransport(beta.messaging, beta.events) }, options);
    await app.init();
    await app.startAllMicroservices();
    return beta;
  }

  const patient = () => eventually(async () => (await fixture.rows('beta', 'hospital'))[0]);
  const bad = () => message(Happened.type, { id: 'not a UUID' });
  const failing = () => message(Happened.type, thing(), { subject: 'fails' });

  it('gives a handler the data by its own schema, and its context', async () => {
    await start({});
    const data = thing({ note: 'unread' });
    await fixture.publish('alpha', message(Happened.type, data));
    await eventually(() => heardHere.length === 1);
    expect(heardHere).toEqual([{ id: data.id }]);
  });

  it('runs effects', async () => {
    const beta: TestService = await start({});
    await beta.because(newCause(), () =>
      beta.database.inTransaction((tx) => beta.messaging.effects.add(tx, Touch, 'k1', thing())),
    );
    await eventually(() => touched.length === 1);
    expect(touched).toEqual(['k1']);
  });

  it('validates the payload before a handler sees it', async () => {
    await start({});
    await fixture.publish('alpha', bad());
    expect(await patient()).toMatchObject({
      reason: 'malformed',
      message: expect.stringMatching(/^\/id: .*UUID/),
    });
    expect(heardHere).toEqual([]);
  });

  it("validates nothing when it is connected without the application's configuration: the trap", async () => {
    await start({ options: {} });
    await fixture.publish('alpha', bad());
    await eventually(() => heardHere.length === 1);
    expect(heardHere).toEqual([{ id: 'not a UUID' }]);
  });

  it('stores the real error in the hospital', async () => {
    await start({ schedule: [5] });
    await fixture.publish('alpha', failing());
    expect(await patient()).toMatchObject({
      reason: 'exhausted',
      error_class: 'RangeError',
      message: 'no 2 of true',
      stack: expect.stringContaining('Subscriber.hear'),
      errors: [{ message: 'no 1 of true' }, { message: 'no 2 of true' }],
    });
  });

  it('fails when a handler reads an attribute that its heard() does not declare', async () => {
    await start({ schedule: [5] });
    await fixture.publish('alpha', message(Happened.type, thing(), { subject: 'nosy', actor: 'a person' }));
    expect(await patient()).toMatchObject({
      reason: 'exhausted',
      message: expect.stringContaining('reads the attribute actor, which events.ts does not declare'),
    });
  });

  it('stores a blank error in the hospital without a filter that rethrows it: the trap', async () => {
    await start({ filter: false });
    await fixture.publish('alpha', failing());
    expect(await patient()).toMatchObject({ message: expect.stringContaining('Internal server error') });
  });

  it.each([
    ['nothing handles what is declared', [Subscriber], 'nothing handles touch'],
    ['two handlers hear one event', [Subscriber, Toucher, Another], 'alpha.happened.v1 is handled twice'],
  ])('does not start when %s', async (_, controllers, problem) => {
    await expect(start({ controllers })).rejects.toThrow(
      `events.ts and the subscribers disagree: ${problem}`,
    );
  });
});
