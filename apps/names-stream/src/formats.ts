import Negotiator from 'negotiator';
import type { IncomingHttpHeaders } from 'node:http';
import type { Line } from './tail.js';

/** How lines travel. */
export interface Format {
  type: string;
  /** What is sent first: the reader is served from behind this offset. */
  opening(offset: number): string;
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
  // An event without data is not shown, but a browser that comes back after seeing nothing else resumes from here.
  opening: (offset) => `id: ${offset}\n\n`,
  line: ({ offset, json }) => `id: ${offset}\ndata: ${json}\n\n`,
  heartbeat: ':\n\n',
};

const FORMATS = [ndjson, sse];
export const TYPES = FORMATS.map(({ type }) => type);

/** The format that a request prefers: lines of JSON unless it says otherwise. */
export function formatFor(headers: IncomingHttpHeaders): Format {
  const offered = TYPES.flatMap((type) => [type, `${type};charset=utf-8`]);
  const wanted = new Negotiator({ headers } as never).mediaType(offered);
  return FORMATS.find(({ type }) => wanted?.startsWith(type)) ?? ndjson;
}

/** What lets pages of the allowed origins read an answer (https://fetch.spec.whatwg.org/#http-cors-protocol). */
export const corsFor = (origin: string | undefined, allowed: readonly string[]): Record<string, string> => ({
  vary: 'Accept, Origin',
  ...(origin && allowed.includes(origin) && { 'access-control-allow-origin': origin }),
});

/** As many of the first lines as fit into so many bytes, but at least one; and the offset of the last of them. */
export function batch(lines: Line[], format: Format, bytes: number): { sent: number; data: Buffer } {
  const fitting: Buffer[] = [];
  for (const line of lines) {
    const data = Buffer.from(format.line(line));
    if (fitting.length && data.length > bytes) break;
    fitting.push(data);
    bytes -= data.length;
  }
  return { sent: lines[fitting.length - 1]?.offset ?? 0, data: Buffer.concat(fitting) };
}
