import { afterCommit } from '#libs/database';
import { type EventContext, type Events, eventsOf, heard, said } from '#libs/messaging';
import type { MessageHandler } from '@nestjs/microservices';
import { sql } from 'kysely';
import { z } from 'zod';
import { asRequest, openReplica, type ReplicaOptions } from '../benchmark.js';
import { type Hop, NOTE } from './hop.js';

const Thing = z.object({ id: z.uuid(), note: z.string() });
export const Happened = said('thing.happened.v1', Thing, { subject: 'id' });
export const SENDS = eventsOf({ noun: 'thing', Happened });
export const CONSUMES = eventsOf({ Happened: heard(Happened.type, Thing, { from: 'sender' }) });

/**
 * A hop through outbox, broker and inbox.
 * @param replicas of the sender, and as many of the consumer
 * @param committed is called with the id of each event that the consumer has committed
 */
export async function openTroupeHop(
  owner: string,
  replicas: number,
  committed: (id: string) => void,
  options: ReplicaOptions = {},
): Promise<Hop> {
  const handler = async ({ id, note }: z.infer<typeof Thing>, { tx }: EventContext) => {
    await sql`insert into thing (id, note) values (${id}, ${note})`.execute(tx);
    afterCommit(tx, () => committed(id));
  };
  const handlers = new Map([[Happened.type, handler as MessageHandler]]);
  const consumers = await startReplicas(owner, 'consumer', replicas, CONSUMES, handlers, options);
  const senders = await startReplicas(owner, 'sender', replicas, SENDS, new Map(), options);
  let sent = 0;
  return {
    name: `${replicas} replica${replicas > 1 ? 's' : ''}`,
    send: (id, committing) => sendFrom(senders[sent++ % replicas]!, id, committing),
    stop: async () => void (await Promise.all([...senders, ...consumers].map((one) => one.stop()))),
  };
}

type Replica = ReturnType<typeof openReplica>;

const startReplicas = (
  owner: string,
  name: string,
  replicas: number,
  events: Events,
  handlers: Map<string, MessageHandler>,
  options: ReplicaOptions,
): Promise<Replica[]> =>
  Promise.all(
    Array.from({ length: replicas }, async () => {
      const replica = openReplica(owner, name, events, options);
      await replica.messaging.start(handlers);
      return replica;
    }),
  );

const sendFrom = ({ database, messaging }: Replica, id: string, committing: () => void): Promise<void> =>
  asRequest(id, () =>
    database.inTransaction(async (tx) => {
      await sql`insert into thing (id, note) values (${id}, ${NOTE})`.execute(tx);
      await messaging.outbox.add(tx, Happened({ id, note: NOTE }));
      committing();
    }),
  );
