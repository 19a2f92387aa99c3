import type { Env, Service } from '#libs/service';
import { ask, ChildProcess, DIST, eventually } from '#tooling/platform';
import { join } from 'node:path';

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
  await eventually(async () => {
    child.checkAlive();
    return (await ask(ready)).ok;
  });
  return { stop: child.stop, kill: child.kill };
}
