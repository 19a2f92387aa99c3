import { ADMIN_DEADLINES, DEADLINES } from '#libs/database';
import { DRAIN_MS, HANDLER_LIMIT_MS, retryLeaseMs } from '#libs/messaging';
import { configuration } from '#libs/service';
import { EXPORT_MS, Telemetry } from '#libs/telemetry';
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS_MS, Tokens } from '../src/access.js';
import { httpServer } from '../src/http.js';
import { CHECK_MS } from '../src/operations.js';
import { LINGER_MS } from '../src/run-service.js';
import { DISCONNECT_MS } from '../src/shut-down.js';

const textOf = (path: string) => readFileSync(join(import.meta.dirname, '../../..', path), 'utf8');

const AUTH = { AUTH_ISSUER: 'http://a', AUTH_JWKS_URL: 'http://a/jwks', AUTH_AUDIENCE: 'a' };
const { shape } = configuration('alpha').schema;
const byDefault = (setting: string) => shape[setting]?.parse(undefined) as number;
const [PEER_TIMEOUT, REQUEST_TIMEOUT, SHUTDOWN_TIMEOUT] = [
  byDefault('PEER_TIMEOUT'),
  byDefault('REQUEST_TIMEOUT'),
  byDefault('SHUTDOWN_TIMEOUT'),
];
/** The stop waits for running work, then for the broker, the database and the spans; then the process ends. */
const WHOLE_STOP_MS = SHUTDOWN_TIMEOUT + 3 * DISCONNECT_MS + LINGER_MS;
const STOP_GRACE_MS = Number(/stop_grace_period: (\d+)s/.exec(textOf('docker-compose.yml'))?.[1]) * 1_000;

const { server } = httpServer(new Telemetry('alpha', 'error'), new Tokens('alpha', AUTH), {
  REQUEST_TIMEOUT,
  TRUSTED_PROXIES: [],
});

/** The first deadline must end before the second one, because of what the third text says. */
const ORDER: [shorter: number, longer: number, why: string][] = [
  [
    DEADLINES.lockMs,
    DEADLINES.idleInTransactionMs,
    'a stopped replica keeps its locks until the server ends its transaction',
  ],
  [
    DEADLINES.idleInTransactionMs,
    DEADLINES.answerMs,
    'nobody waits for an answer that needs the locks of a stopped replica',
  ],
  [DEADLINES.statementMs, DEADLINES.answerMs, 'the server ends a slow statement, and the connection stays'],
  [DEADLINES.answerMs, HANDLER_LIMIT_MS, 'a handler learns of a silent database before its own limit'],
  [HANDLER_LIMIT_MS, retryLeaseMs(), 'no other replica takes a message whose handler may still run'],
  [
    DEADLINES.idleInTransactionMs,
    ADMIN_DEADLINES.lockMs,
    'a migration outlasts the locks of a stopped replica',
  ],
  [ADMIN_DEADLINES.statementMs, ADMIN_DEADLINES.answerMs, 'the server ends a slow migration, and says so'],
  [CHECK_MS, DEADLINES.connectMs, 'readiness answers although every connection is in use'],
  [
    2 * PEER_TIMEOUT,
    HANDLER_LIMIT_MS,
    'a handler learns of a silent peer, or of a silent issuer, before its own limit',
  ],
  [DEADLINES.closeMs, DISCONNECT_MS, 'a stop destroys connections itself, before it goes on without them'],
  [EXPORT_MS, DISCONNECT_MS, 'a stop gives up a silent collector before it goes on'],
  [DRAIN_MS, SHUTDOWN_TIMEOUT + 1, 'a stop hands its messages back before it cuts off requests'],
  [WHOLE_STOP_MS, STOP_GRACE_MS, 'a container is not killed while it stops'],
];

describe('deadlines', () => {
  it.each(ORDER)('%i ms end before %i ms, so that %s', (shorter, longer) =>
    expect(shorter).toBeLessThan(longer),
  );

  it('leave a retry 15 seconds beyond the limit of its handler', () => {
    expect([retryLeaseMs(), retryLeaseMs(1_000)]).toEqual([HANDLER_LIMIT_MS + 15_000, 16_000]);
  });

  it('are those of the documentation', () => {
    const [, table = ''] = textOf('docs/operations.md').split('<!-- deadlines -->');
    const rows = table.matchAll(/^\| (?!---)(.+?) +\| (\d+) s +\|/gm);
    expect([...rows].map(([, wait, seconds]) => [wait, Number(seconds) * 1_000])).toEqual([
      ['A statement waits for a lock', DEADLINES.lockMs],
      ['Work waits for a connection', DEADLINES.connectMs],
      ['A transaction waits for its next statement', DEADLINES.idleInTransactionMs],
      ['A statement runs', DEADLINES.statementMs],
      ['A statement waits for its answer', DEADLINES.answerMs],
      ['A handler runs', HANDLER_LIMIT_MS],
      ['A message of the retry table stays leased', retryLeaseMs()],
      ['A migration waits for a lock', ADMIN_DEADLINES.lockMs],
      ['A statement of a migration runs', ADMIN_DEADLINES.statementMs],
      ['A check of `/health/ready`', CHECK_MS],
      ['A call to a peer, `PEER_TIMEOUT`', PEER_TIMEOUT],
      ["A look-up of the issuer's keys", KEYS_MS],
      ['A request arrives, `REQUEST_TIMEOUT`', REQUEST_TIMEOUT],
      ['A connection of a client is idle', server.initialConfig.keepAliveTimeout],
      ['An export of spans', EXPORT_MS],
      ['A stop waits for requests, `SHUTDOWN_TIMEOUT`', SHUTDOWN_TIMEOUT],
      ['A stop waits for handlers', DRAIN_MS],
      ['A stop waits for the broker, the database and the spans, each', DISCONNECT_MS],
    ]);
  });
});
