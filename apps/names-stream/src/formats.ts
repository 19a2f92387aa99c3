import Negotiator from 'negotiator';
import type { IncomingHttpHeaders } from 'node:http';
import type { Line } from './tail.js';

/** A format in which lines are sent. */
export interface Format {
  type: string;
  /** What is sent first, to a reader who continues after this position. */
  opening(position: string): string;
  line(line: Line): string;
  heartbeat: string;
}

const ndjson: Format = {
  type: 'application/x-ndjson',
  opening: () => '\n',
  line: ({ json }) => `${json}\n`,
  heartbeat: '\n',
};

const sse: Format = {
  type: 'text/event-stream',
  // Browsers do not show an event without data, but one that reconnects before any other event resumes from its id.
  opening: (position) => `id: ${position}\n\n`,
  line: ({ position, json }) => `id: ${position}\ndata: ${json}\n\n`,
  heartbeat: ':\n\n',
};

const FORMATS = [ndjson, sse];
export const CONTENT_TYPES = FORMATS.map(({ type }) => type);

/** The format that a request prefers: lines of JSON unless it says otherwise. */
export function formatFor(headers: IncomingHttpHeaders): Format {
  const offered = CONTENT_TYPES.flatMap((type) => [type, `${type};charset=utf-8`]);
  const wanted = new Negotiator({ headers } as never).mediaType(offered);
  return FORMATS.find(({ type }) => wanted?.startsWith(type)) ?? ndjson;
}

/** The headers that let pages of the allowed origins read an answer (https://fetch.spec.whatwg.org/#http-cors-protocol). */
export const corsFor = (origin: string | undefined, allowed: readonly string[]): Record<string, string> => ({
  vary: 'Accept, Origin',
  ...(origin &&
    (allowed.includes(origin) || allowed.includes('*')) && { 'access-control-allow-origin': origin }),
});

/** As many of the first lines as fit into `bytes`, but at least one, and the offset of the last one. */
export function takeBatch(lines: Line[], format: Format, bytes: number): { sent: number; data: Buffer } {
  const fitting: Buffer[] = [];
  for (const line of lines) {
    const data = Buffer.from(format.line(line));
    if (fitting.length && data.length > bytes) break;
    fitting.push(data);
    bytes -= data.length;
  }
  return { sent: lines[fitting.length - 1]?.offset ?? 0, data: Buffer.concat(fitting) };
}
