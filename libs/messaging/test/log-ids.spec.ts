import { type RuntimeOptions, Telemetry } from '#libs/telemetry';
import { SpanKind } from '@opentelemetry/api';
import { describe, expect, it } from '@jest/globals';
import type { CoreDependencies } from '../src/dependencies.js';
import { Circuits } from '../src/circuits.js';
import { Relay } from '../src/relay.js';
import { RetryLoop } from '../src/retry-loop.js';
import { Semaphore } from '../src/semaphore.js';
import { ManualRuntime } from './fixtures/manual-runtime.js';

const broken = async () => {
  throw new Error('the database is down');
};

/** A core whose database and broker are down, and what it logs. */
function setting() {
  const lines: Record<string, unknown>[] = [];
  const logTo: RuntimeOptions['logTo'] = {
    write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  };
  const core = {
    telemetry: new Telemetry('beta', 'debug', { logTo }),
    runtime: new ManualRuntime(),
    store: { retries: { nextDue: broken, hastenFor: broken }, outbox: { hasLeftBehind: broken } },
    broker: { publish: broken },
  } as unknown as CoreDependencies & { runtime: ManualRuntime };
  const inRequest = (work: () => void) =>
    core.telemetry.tracing.run('POST /things', { kind: SpanKind.SERVER }, async () => work());
  return { core, lines, inRequest };
}

/** What a request sets off, and what runs on in the background afterwards. */
const BACKGROUND: Record<string, (core: CoreDependencies) => () => void> = {
  'the retry table': (core) => {
    const loop = new RetryLoop(core, new Semaphore(1), {});
    return () => loop.start(async () => 'done');
  },
  'the outbox': (core) => {
    const relay = new Relay(core, []);
    return () => relay.send({ id: '1', type: 'alpha.happened.v1', attributes: {}, body: {} });
  },
  'a circuit that has closed': (core) => {
    const circuits = new Circuits(core, () => {});
    return () => circuits.closed('carrier');
  },
  'a circuit that has opened': (core) => {
    const circuits = new Circuits(core, () => {});
    return () => circuits.opened('carrier', 5_000);
  },
};

describe('what a request wakes', () => {
  it.each(Object.entries(BACKGROUND))('logs without the ids of the request: %s', async (_, prepare) => {
    const { core, lines, inRequest } = setting();
    await inRequest(prepare(core));
    await core.runtime.pass(30_000);
    await new Promise(setImmediate);
    expect(lines.map(({ level }) => level)).toContain('warn');
    for (const line of lines) expect(line).not.toHaveProperty('trace_id');
  });
});
