import { ADMIN_DEADLINES, DEADLINES, LOCK_ATTEMPT_MS } from '#libs/database';
import { DRAIN_MS, HANDLER_LIMIT_MS, longestLeaseMs } from '#libs/messaging';
import { configuration } from '#libs/service';
import { EXPORT_MS, Telemetry } from '#libs/telemetry';
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokens } from '../src/access.js';
import { httpServer } from '../src/http.js';
import { IssuerKeys, KEYS_MS } from '../src/issuer-keys.js';
import { CHECK_MS } from '../src/operations.js';
import { LINGER_MS } from '../src/run-service.js';
import { DISCONNECT_MS } from '../src/shut-down.js';

const textOf = (path: string) => readFileSync(join(import.meta.dirname, '../../..', path), 'utf8');

const AUTH = { AUTH_ISSUER: 'http://a', AUTH_AUDIENCE: 'a' };
const keys = new IssuerKeys('http://a/jwks');
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

const [, remote = ''] = /REMOTE_MS = ([\d_]+)/.exec(textOf('tooling/ledger/src/revisions.ts')) ?? [];
const REMOTE_MS = Number(remote.replaceAll('_', ''));

const server = httpServer(new Telemetry('alpha', 'error'), new Tokens('alpha', AUTH, keys), {
  REQUEST_TIMEOUT,
  TRUSTED_PROXIES: [],
});

/** Each wait must end before the one below it: the text says what goes wrong otherwise. */
const ORDER: [shorter: Record<string, number>, longer: Record<string, number>, otherwise: string][] = [
  [
    { lock: DEADLINES.lockMs },
    { idleInTransaction: DEADLINES.idleInTransactionMs },
    'a stopped replica stops the others',
  ],
  [
    { idleInTransaction: DEADLINES.idleInTransactionMs },
    { answer: DEADLINES.answerMs },
    'the locks of a stopped replica cost the others their connections',
  ],
  [
    { statement: DEADLINES.statementMs },
    { answer: DEADLINES.answerMs },
    'a slow statement costs its connection, and goes on in the server',
  ],
  [
    { answer: DEADLINES.answerMs },
    { HANDLER_LIMIT_MS },
    'a handler reaches its limit, and nobody learns that the database is silent',
  ],
  [{ HANDLER_LIMIT_MS }, { retryLease: longestLeaseMs() }, 'two replicas run one attempt'],
  [{ LOCK_ATTEMPT_MS }, { lock: DEADLINES.lockMs }, 'services fail behind a migration that waits'],
  [
    { idleInTransaction: DEADLINES.idleInTransactionMs },
    { migrationLock: ADMIN_DEADLINES.lockMs },
    'a stopped replica fails a migration',
  ],
  [
    { migrationStatement: ADMIN_DEADLINES.statementMs },
    { migrationAnswer: ADMIN_DEADLINES.answerMs },
    'a slow migration goes on in the server after it has failed',
  ],
  [{ CHECK_MS }, { connect: DEADLINES.connectMs }, 'readiness is silent while every connection is in use'],
  [
    { tokenAndTurnAndCall: (1 + 1 + 1) * PEER_TIMEOUT },
    { HANDLER_LIMIT_MS },
    'a handler reaches its limit, and nobody learns which peer is silent',
  ],
  [{ close: DEADLINES.closeMs }, { DISCONNECT_MS }, 'connections survive the stop of their service'],
  [{ EXPORT_MS }, { DISCONNECT_MS }, 'an export survives the stop of its service'],
  [{ DRAIN_MS }, { waitForRequests: SHUTDOWN_TIMEOUT + 1 }, 'a stop goes on although handlers still run'],
  [{ WHOLE_STOP_MS }, { STOP_GRACE_MS }, 'a container is killed while it stops'],
];

describe('deadlines', () => {
  it.each(ORDER)('end in order: %j, then %j; otherwise %s', (shorter, longer) => {
    expect(Object.values(shorter)[0]).toBeLessThan(Object.values(longer)[0]!);
  });

  it('leave a retry 15 seconds beyond the limit of its handler', () => {
    expect([longestLeaseMs(), longestLeaseMs(1_000)]).toEqual([HANDLER_LIMIT_MS + 15_000, 16_000]);
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
      ['A message stays leased to a replica that is stuck', longestLeaseMs()],
      ['A migration waits for a lock', ADMIN_DEADLINES.lockMs],
      ['A statement of a migration runs', ADMIN_DEADLINES.statementMs],
      ['A check of `/health/ready`', CHECK_MS],
      ['A call to a peer, `PEER_TIMEOUT`', PEER_TIMEOUT],
      ['A call to a peer waits for its turn, `PEER_CALLS`', PEER_TIMEOUT / 2],
      ["A look-up of the issuer's keys", KEYS_MS],
      ['A request arrives, `REQUEST_TIMEOUT`', REQUEST_TIMEOUT],
      ['A connection of a client is idle', server.initialConfig.keepAliveTimeout],
      ['An export of spans', EXPORT_MS],
      ['A stop waits for requests, `SHUTDOWN_TIMEOUT`', SHUTDOWN_TIMEOUT],
      ['A stop waits for handlers', DRAIN_MS],
      ['A stop waits for the broker, the database and the spans, each', DISCONNECT_MS],
      ['A contract command asks the remote of the repository', REMOTE_MS],
    ]);
  });
});
