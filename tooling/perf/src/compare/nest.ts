// oxlint-disable eslint/no-restricted-imports -- this is how events leave where there is no outbox
import { Body, Controller, Inject, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  type ClientProxy,
  ClientsModule,
  Ctx,
  EventPattern,
  type MicroserviceOptions,
  Payload,
  RmqContext,
  type RmqOptions,
  Transport,
} from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Pool } from 'pg';
import { lastValueFrom } from 'rxjs';
import { CONSUMER, PUBLISHER, type Servers, type Thing } from './contender.js';
import { openPool, SAVE, TAKE } from './things.js';

const POOL = Symbol('pool');
const QUEUE = Symbol('queue');
const EVENT = 'thing.happened';
const QUIET = { logger: ['error'] as ['error'] };

/** Options of Nest's transport, as its documentation has them. */
type Options = Omit<NonNullable<RmqOptions['options']>, 'urls' | 'queue'>;
const transport = ({ amqp = '' }: Servers, options: Options) => ({
  transport: Transport.RMQ as const,
  options: { ...options, urls: [amqp.split('?')[0]!], queue: 'things' },
});

@Controller('things')
class ThingsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(QUEUE) private readonly queue: ClientProxy,
  ) {}

  /** Saves, and publishes afterwards. */
  @Post()
  async save(@Body() { id, note }: Thing) {
    await this.pool.query({ name: 'save', text: SAVE, values: [id, note] });
    await lastValueFrom(this.queue.emit(EVENT, { id, note }), { defaultValue: undefined });
    return { id };
  }
}

/** A publisher in Nest, on its transport for RabbitMQ. @returns its URL */
export async function publish(servers: Servers, options: Options): Promise<string> {
  @Module({
    imports: [ClientsModule.register([{ name: QUEUE, ...transport(servers, options) }])],
    controllers: [ThingsController],
    providers: [{ provide: POOL, useValue: openPool(servers, PUBLISHER) }],
  })
  class PublisherModule {}
  const app = await NestFactory.create(PublisherModule, new FastifyAdapter(), QUIET);
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
}

/** A consumer in Nest, on its transport for RabbitMQ. */
export async function consume(servers: Servers, options: Options): Promise<void> {
  @Controller()
  class ThingsSubscriber {
    constructor(@Inject(POOL) private readonly pool: Pool) {}

    @EventPattern<string>(EVENT)
    async take(@Payload() { id, note }: Thing, @Ctx() context: RmqContext) {
      await this.pool.query({ name: 'take', text: TAKE, values: [id, note] });
      if (options.noAck === false) context.getChannelRef().ack(context.getMessage());
    }
  }

  @Module({
    controllers: [ThingsSubscriber],
    providers: [{ provide: POOL, useValue: openPool(servers, CONSUMER) }],
  })
  class ConsumerModule {}
  const settings = { ...QUIET, ...transport(servers, options) };
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(ConsumerModule, settings);
  await app.listen();
}
