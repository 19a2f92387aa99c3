import { listOf } from '#libs/service';
import type { IncomingHttpHeaders } from 'node:http';

/** The headers that are for one connection only (RFC 9110, section 7.6.1), and `Expect`, which this side has answered. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
];

/** The headers that are passed on: all but those for this connection, also those that `Connection` names. */
export function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = listOf(headers.connection).map((name) => name.toLowerCase());
  const dropped = new Set([...HOP_BY_HOP, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}
