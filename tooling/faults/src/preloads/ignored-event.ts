import { type MessageHandler, Server } from '@nestjs/microservices';
import { appendFileSync } from 'node:fs';

/*
 * Loaded before a service (`--import`): its handler of the event `type` returns without acting, and only the file `log` knows
 * the ids of what it ignored. Nothing in the service knows of it, so no setting of a deployment can turn it on.
 */

const { type, log } = Object.fromEntries(new URL(import.meta.url).searchParams);
const { addHandler } = Server.prototype;

const ignore = async (_data: unknown, context: { envelope: { id: string } }) =>
  appendFileSync(log!, `${context.envelope.id}\n`);

Server.prototype.addHandler = function (this: Server, pattern: unknown, handler, ...rest) {
  addHandler.call(this, pattern, pattern === type ? (ignore as unknown as MessageHandler) : handler, ...rest);
};
