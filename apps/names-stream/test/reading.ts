import { type ServiceUnderTest, eventually, message, type TestEnvironment } from '#tooling/testing';
import { once } from 'node:events';
import { type ClientRequest, get, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { sql } from 'kysely';

export interface Line {
  offset: number;
  name: string;
  sex: string;
  count: number;
  at: string;
  position: string;
}

export const registered = (name: string, sex = 'female', attributes = {}) =>
  message('baby.registered.v1', { name, sex }, attributes);
export const imported = (names: { name: string; count: number }[], sex = 'female') =>
  message('baby.imported.v1', { sex, names });

export const oneTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
export const offsets = (lines: Line[]) => lines.map(({ offset }) => offset);

/** Publishes events as `names-intake`, and waits until they were handled. */
export async function tell(
  environment: TestEnvironment,
  service: ServiceUnderTest,
  ...events: ReturnType<typeof message>[]
) {
  await environment.deliver('names-intake', service, ...events);
}

/** A name of the maximum length. */
const LONGEST = 'O'.repeat(200);

/** Fills the log up to `many` entries at once, as another replica would. Returns the newest offset. */
export function fillTo(service: ServiceUnderTest, many: number): Promise<number> {
  return service.database.inTransaction(async (tx) => {
    const { rows } = await sql<{ last: number }>`
      update log set last = greatest(last, ${many}) returning last::float8 as last`.execute(tx);
    await sql`
      insert into entry select nth, ${LONGEST}, 'male', 1, now()
      from generate_series((select coalesce(max("offset"), 0) + 1 from entry), ${many}::int) nth`.execute(tx);
    return rows[0]?.last ?? 0;
  });
}

export async function metric(service: ServiceUnderTest, name: string): Promise<number> {
  const { body } = await service.get('/metrics');
  return Number(new RegExp(`^${name}\\{.*\\} (\\S+)`, 'm').exec(body)?.[1]);
}

const parse = (json: string) => JSON.parse(json) as Line;

/** The complete lines of a stream that may have been cut off anywhere. */
export const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.trim())
    .map(parse);

/** The events with data in an event stream. */
export const eventsOf = (text: string): { id: string; line: Line }[] =>
  [...text.matchAll(/^id: (\S+)\ndata: (.*)\n\n/gm)].map(([, id = '', json = '']) => ({
    id,
    line: parse(json),
  }));

/** A reader of the stream, with its own connection. */
export class Reading {
  text = '';
  /** How it ended: properly, or cut off. */
  end?: 'ended' | 'cut off';

  private constructor(private readonly response: IncomingMessage) {
    this.response.setEncoding('utf8').on('data', (text: string) => (this.text += text));
    this.response.once('close', () => (this.end = response.complete ? 'ended' : 'cut off'));
    this.response.on('error', () => {}); // some tests cut the reader off on purpose
  }

  /** Resolves once the reader's position in the log is fixed. */
  static async open(
    service: ServiceUnderTest,
    path = '/stream',
    headers: Record<string, string> = {},
  ): Promise<Reading> {
    const asked = get(new URL(path, service.url), { headers, agent: false });
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const reading = new Reading(response);
    await eventually(() => reading.text);
    return reading;
  }

  get headers(): IncomingHttpHeaders {
    return this.response.headers;
  }

  get lines(): Line[] {
    return linesOf(this.text);
  }

  /** Resolves to the lines, once there are that many. */
  async first(many: number, withinMs?: number): Promise<Line[]> {
    await eventually(() => this.lines.length >= many, withinMs);
    return this.lines;
  }

  close(): void {
    this.response.destroy();
  }
}

/** Asks for the stream from a network address, by way of a proxy. */
export async function openFrom(
  service: ServiceUnderTest,
  address: string,
  method: string,
): Promise<[ClientRequest, IncomingMessage]> {
  const headers = { 'x-forwarded-for': address };
  const asked = request(new URL('/stream', service.url), { method, headers, agent: false }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.on('error', () => {}); // the test cuts the reader off
  return [asked, response];
}

/** Sends requests on a bare connection, which accepts almost nothing of the answer. */
export async function ask(service: ServiceUnderTest, ...requests: string[]): Promise<Socket> {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname).pause();
  socket.on('error', () => {}); // a disconnect may look like a reset
  await once(socket, 'connect');
  socket.write(requests.map((request) => `${request} HTTP/1.1\r\nhost: test\r\n\r\n`).join(''));
  return socket;
}

/** Collects all that is sent to a bare connection, including what was sent before. */
export function take(socket: Socket): Buffer[] {
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part)).resume();
  return parts;
}

/** The body of a chunked answer, which may have been cut off. */
export function bodyOf(parts: Buffer[]): string {
  const answer = Buffer.concat(parts).toString();
  return answer.slice(answer.indexOf('\r\n\r\n') + 2).replaceAll(/\r\n[0-9a-f]+\r\n/g, '');
}
