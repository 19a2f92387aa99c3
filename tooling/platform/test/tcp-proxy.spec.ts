import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { TcpProxy } from '../src/tcp-proxy.js';
import { eventually } from '../src/waiting.js';

/** A client of a server that sends everything back. */
class Client {
  received = '';
  isClosed = false;
  error?: string;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (text) => (this.received += String(text)));
    socket.on('error', (error: NodeJS.ErrnoException) => (this.error = error.code!));
    socket.on('close', () => (this.isClosed = true));
  }

  static async open(url: string): Promise<Client> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect', { signal: AbortSignal.timeout(5_000) });
    return new Client(socket);
  }

  send(text: string): void {
    this.socket.write(text);
  }

  close(): void {
    this.socket.destroy();
  }
}

describe('a way through a proxy', () => {
  let echo: Server;
  let heard = '';
  let way: TcpProxy;
  let client: Client;

  beforeEach(async () => {
    heard = '';
    echo = createServer((socket) => {
      socket
        .on('error', () => {})
        .on('data', (chunk) => {
          heard += chunk.toString();
          socket.write(chunk);
        });
    }).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    way = await TcpProxy.open(`tcp://127.0.0.1:${(echo.address() as AddressInfo).port}`);
    client = await Client.open(way.url);
  });
  afterEach(async () => {
    client.close();
    await way.cut();
    echo.close();
  });

  const answered = async (text: string, by = client) => {
    by.send(text);
    await eventually(() => by.received.endsWith(text));
  };
  const again = async () => {
    await way.restore();
    const other = await Client.open(way.url);
    await answered('again', other);
    other.close();
  };

  it('leads there and back', async () => {
    await answered('hello');
    expect(way.leading('postgres://ann:secret@elsewhere:5432/shop')).toMatch(
      /^postgres:\/\/ann:secret@127\.0\.0\.1:\d+\/shop$/,
    );
  });

  it('is slow by its latency, and keeps the order', async () => {
    way.slowDown({ latencyMs: 60, jitterMs: 20 });
    const began = performance.now();
    client.send('one ');
    await answered('two');
    expect(performance.now() - began).toBeGreaterThan(115); // there and back
    expect(client.received).toBe('one two');
    await again();
  });

  it('is as narrow as its bandwidth', async () => {
    way.slowDown({ bytesPerSecond: 10_000 });
    const began = performance.now();
    await answered('x'.repeat(1_000));
    expect(performance.now() - began).toBeGreaterThan(190);
  });

  it('breaks every connection, and takes new ones', async () => {
    await answered('hello');
    way.reset();
    await eventually(() => client.isClosed);
    expect(client.error).toBe('ECONNRESET');
    await again();
  });

  it('breaks a connection in the middle of a message', async () => {
    way.cutAfter(10);
    client.send('hello');
    await eventually(() => client.received === 'hello' || client.isClosed);
    client.send('goodbye');
    await eventually(() => client.isClosed);
    expect(client.received).not.toContain('goodbye');
    await again();
  });

  it('refuses connections while it is cut', async () => {
    await way.cut();
    await eventually(() => client.isClosed);
    await expect(Client.open(way.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await again();
  });

  it.each([
    ['requests', ''],
    ['answers', 'lost'],
  ] as const)('swallows %s alone, and tells nobody', async (direction, wasHeard) => {
    way.silence(direction);
    client.send('lost');
    if (wasHeard) await eventually(() => heard === wasHeard);
    const other = await Client.open(way.url);
    other.send('lost');
    if (wasHeard) await eventually(() => heard === wasHeard + wasHeard);
    expect([heard, client.received, client.isClosed, other.received]).toEqual([
      wasHeard + wasHeard,
      '',
      false,
      '',
    ]);
    other.close();
    await again();
    await eventually(() => client.isClosed); // what it would hear next makes no sense
  });

  it('swallows everything, and tells nobody', async () => {
    way.stall();
    client.send('lost');
    const other = await Client.open(way.url);
    other.send('lost');
    expect([client.isClosed, other.isClosed]).toEqual([false, false]);
    other.close();
    await again();
    expect(client.received).toBe('');
  });
});
