import type { Env, Service } from '#libs/service';
import { ask, ChildProcess, DIST } from '#tooling/platform';
import { join } from 'node:path';

/** Milliseconds until a service must be ready. */
const START_MS = 75_000;

/** A service that runs. */
export interface Started {
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
}

/** Starts a service in this process, which cannot kill it. */
export async function startHere(service: Service, env: Env): Promise<Started> {
  const running = await service.start(env, { logTo: { write: () => {} } });
  const stop = () => running.stop();
  return { stop, kill: stop };
}

/** Starts a service in a process of its own; resolves when it is ready. */
export async function startAsProcess({ name }: Service, env: Env): Promise<Started> {
  const child = ChildProcess.startNode(name, [join(DIST, `apps/${name}/src/main.js`)], { env });
  const ready = `http://${env.HOST}:${env.PORT}/health/ready`;
  await child.untilReady(async () => (await ask(ready)).ok, START_MS);
  return { stop: child.stop, kill: child.kill };
}
