import type { Logger } from '#libs/telemetry';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceRuntime } from './runtime.js';
import { withTimeout } from './with-timeout.js';

/** Longest wait for unused connections to close, in milliseconds. */
export const DISCONNECT_MS = 5_000;

/** Stops a service step by step. A step that fails or takes too long is logged, and the next one follows. */
export async function shutDown(
  app: NestFastifyApplication,
  runtime: ServiceRuntime,
  timeoutMs: number,
): Promise<void> {
  const { log, tracing } = runtime.telemetry;
  runtime.retire();
  // No more events come in. Nest then finishes HTTP requests, publishes the last events, and disconnects from the broker.
  const drained = Promise.all([runtime.messaging.drain(), app.close()]);
  await awaitStep(log, 'running work did not finish in time', timeoutMs, drained);
  app.getHttpServer().closeAllConnections();
  await awaitStep(log, 'the connections to the broker did not close in time', DISCONNECT_MS, drained);
  await awaitStep(
    log,
    'the connections to the database did not close in time',
    DISCONNECT_MS,
    runtime.database.close(),
  );
  await awaitStep(log, 'the last spans could not be exported', DISCONNECT_MS, tracing.flush());
}

/** Waits for a step of the shutdown. One that fails or takes too long must not prevent the next one. */
export const awaitStep = (
  log: Logger,
  warning: string,
  ms: number,
  step: Promise<unknown>,
): Promise<unknown> => withTimeout(ms, step).catch((err: unknown) => log.warn({ err }, warning));
