import { RabbitmqServer, TcpProxy } from '#tooling/testing';
import { randomUUID } from 'node:crypto';
import { RabbitmqBrokerAdmin } from '../src/engines/rabbitmq-broker-admin.js';
import { RabbitmqBroker } from '../src/engines/rabbitmq-broker.js';
import { entranceOf, queuesOf } from '../src/engines/rabbitmq-names.js';
import { propertiesOf } from '../src/engines/rabbitmq-message.js';
import { RabbitmqManagement } from '../src/engines/rabbitmq-management.js';
import { readTopology } from '../src/engines/rabbitmq-records.js';
import { rabbitmqUrl } from '../src/engines/rabbitmq-url.js';
import { type Broker, type BrokerAdmin, type Message, type OnError } from '../src/index.js';
import { Connection } from 'rabbitmq-client';
import type { Engine, EngineFixture } from './engine-fixture.js';

const ANSWER_MS = 10_000;
/** So that the suite sees within seconds up to when everything is settled, and what is missing. */
const INTERVALS = { publishMs: 2_500, lookMs: 200 };

export const rabbitmq = {
  name: 'RabbitMQ',
  open: () => RabbitmqEngineFixture.open(),
} satisfies Engine;

/** A virtual host on a server of its own, behind a proxy that breaks connections. */
export class RabbitmqEngineFixture implements EngineFixture {
  readonly admin: BrokerAdmin;
  private readonly vhost: string;
  /** Of the virtual host, under its owner. */
  readonly ownerUrl: string;
  private readonly management: RabbitmqManagement;

  private constructor(
    private readonly server: RabbitmqServer,
    private readonly proxy: TcpProxy,
  ) {
    this.vhost = `test-${randomUUID()}`;
    const url = new URL(this.vhost, server.url);
    url.search = new URL(server.url).search;
    this.ownerUrl = url.href;
    this.admin = admitting(new RabbitmqBrokerAdmin(url.href, 0));
    this.management = new RabbitmqManagement(rabbitmqUrl(url.href), ANSWER_MS);
  }

  static async open(): Promise<RabbitmqEngineFixture> {
    const server = await RabbitmqServer.start();
    const fixture = new RabbitmqEngineFixture(server, await TcpProxy.open(server.url));
    await fixture.admin.provision();
    return fixture;
  }

  url(service: string): string {
    const url = new URL(this.admin.urlFor(service, service));
    url.port = new URL(this.proxy.url).port;
    return url.href;
  }

  connect(service: string, onError: OnError = () => {}): Broker {
    return new RabbitmqBroker(this.url(service), onError, INTERVALS);
  }

  async depth(service: string): Promise<number> {
    const counts = await Promise.all(queuesOf(service).map((queue) => this.count(queue)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async contents(service: string): Promise<string> {
    const found = await Promise.all(queuesOf(service).map((queue) => this.peek(queue)));
    return found.flat().join('\n');
  }

  /** RabbitMQ takes each message for itself, so this one is stamped before the work, and sent after it. */
  async whilePublishing(service: string, message: Message, work: () => Promise<void>): Promise<void> {
    const url = rabbitmqUrl(this.url(service));
    const { topology } = await readTopology(this.management, rabbitmqUrl(this.ownerUrl));
    const properties = propertiesOf(message.attributes, service);
    await work();
    const publisher = new Connection({ url: url.href });
    const sending = publisher.createPublisher({ confirm: true });
    const exchange = entranceOf(service, topology.entrances[service]!);
    await sending.send(
      { ...properties, exchange, routingKey: String(message.attributes.type) },
      message.body,
    );
    await sending.close();
    await publisher.close();
  }

  /** A delivery belongs to its consumer for as long as the connection lives. */
  expireLeases(): Promise<void> {
    return this.dropConnections();
  }

  async dropConnections(): Promise<void> {
    await this.down();
    await this.up();
  }

  async down(): Promise<void> {
    await this.proxy.cut();
  }

  up(): Promise<void> {
    return this.proxy.restore();
  }

  async clear(): Promise<void> {
    await this.admin.drop();
    await this.admin.provision();
  }

  async close(): Promise<void> {
    await this.proxy.cut();
    await this.server.stop();
  }

  /** Whether the server has an alarm of its memory, which blocks every connection that publishes. */
  async alarm(isOn: boolean): Promise<void> {
    const low = '{resource_limit, memory, node()}';
    await this.server.evaluate(
      isOn ? `rabbit_alarm:set_alarm({${low}, []})` : `rabbit_alarm:clear_alarm(${low})`,
    );
  }

  /** The messages of a queue, of which the node itself knows. */
  private async count(queue: string): Promise<number> {
    const found = `rabbit_amqqueue:lookup(rabbit_misc:r(<<"${this.vhost}">>, queue, <<"${queue}">>))`;
    const counted = 'ra:consistent_query(amqqueue:get_pid(Q), fun rabbit_fifo:query_messages_total/1)';
    return Number(
      await this.server.evaluate(
        `case ${found} of {ok, Q} -> {ok, Count, _} = ${counted}, Count; {error, not_found} -> 0 end`,
      ),
    );
  }

  private async peek(queue: string): Promise<string[]> {
    const connection = new Connection({ url: this.ownerUrl });
    try {
      const channel = await connection.acquire();
      const bodies = [];
      for (let got = await channel.basicGet({ queue }); got; got = await channel.basicGet({ queue }))
        bodies.push(String(got.body));
      await channel.close(); // RabbitMQ takes everything back
      return bodies;
    } finally {
      await connection.close();
    }
  }
}

/** The deployment gives each service that it declares its user. */
const admitting = (admin: BrokerAdmin): BrokerAdmin => {
  const declare = admin.declare.bind(admin);
  admin.declare = async (...topologies) => {
    for (const { service } of topologies) await admin.admit(service, service);
    return declare(...topologies);
  };
  return admin;
};
