import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** What passes in one direction: what a client sends, or what the server answers. */
export type Direction = 'requests' | 'answers';

/** How slowly a way lets things through. */
export interface Weather {
  /** Milliseconds that each piece takes. */
  latencyMs?: number;
  /** Up to so many milliseconds more, by chance. */
  jitterMs?: number;
  bytesPerSecond?: number;
}

/**
 * A way through to a server, which fails as a network does: it refuses connections, breaks them, swallows what is sent, or is
 * slow.
 */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private isStalled = false;
  private silenced?: Direction | undefined;
  private weather: Weather = {};
  private allowance = Infinity;

  private constructor(
    private readonly server: Server,
    private readonly to: URL,
    private readonly port: number,
  ) {
    server.on('connection', (inner) => this.join(inner));
  }

  /** Opens a way to the host and port of `url`. */
  static async open(url: string): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, new URL(url), (server.address() as AddressInfo).port);
  }

  /** The URL that leads through the proxy. */
  get url(): string {
    return this.leading(this.to.href);
  }

  /** Any URL at the same server, but through the proxy. */
  leading(url: string): string {
    return Object.assign(new URL(url), { host: `127.0.0.1:${this.port}` }).href;
  }

  /** Closes every connection, and refuses new ones. */
  async cut(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  /** Breaks every connection (RST), and lets new ones through. */
  reset(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Breaks the connection on which the last of so many bytes passes, perhaps in the middle of a message. */
  cutAfter(bytes: number): void {
    this.allowance = bytes;
  }

  /**
   * Swallows what either side sends, as when a host vanishes: neither learns that the other one closes. New connections
   * are accepted, and as silent.
   */
  stall(): void {
    this.isStalled = true;
    for (const socket of this.sockets) socket.unpipe().removeAllListeners('close').resume();
  }

  /** Swallows what passes in one direction; the connection stays half open. */
  silence(direction: Direction): void {
    this.silenced = direction;
  }

  /** Lets everything through, but slowly. */
  slowDown(weather: Weather): void {
    this.weather = weather;
  }

  /**
   * Lets new connections through again, and at full speed. Those that were stalled stay silent, as when the host was
   * replaced; those of which something was swallowed are broken, because what comes next would make no sense.
   */
  async restore(): Promise<void> {
    this.isStalled = false;
    this.weather = {};
    this.allowance = Infinity;
    if (this.silenced) this.reset();
    this.silenced = undefined;
    if (this.server.listening) return;
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  private join(inner: Socket): void {
    if (this.isStalled) return void this.keep(inner).resume();
    // oxlint-disable-next-line troupe/no-endless-wait -- the two ends have deadlines of their own
    const outer = connect(Number(this.to.port), this.to.hostname);
    for (const [from, to, direction] of [
      [inner, outer, 'requests'],
      [outer, inner, 'answers'],
    ] as const)
      this.keep(from)
        .on('close', () => to.destroy())
        .pipe(this.passage(direction, from))
        .pipe(to);
  }

  private passage(direction: Direction, from: Socket): Transform {
    const transform = (chunk: Buffer, _encoding: string, done: (error?: null, passed?: Buffer) => void) => {
      if (this.silenced === direction) return done();
      this.allowance -= chunk.length;
      if (this.allowance <= 0) return this.breakOff(from);
      const ms = this.delayOf(chunk.length);
      if (!ms) return done(null, chunk);
      setTimeout(() => done(null, chunk), ms);
    };
    return new Transform({ transform }).on('error', () => {});
  }

  private breakOff(socket: Socket): void {
    this.allowance = Infinity;
    socket.destroy();
  }

  private delayOf(bytes: number): number {
    const { latencyMs = 0, jitterMs = 0, bytesPerSecond = Infinity } = this.weather;
    return latencyMs + Math.random() * jitterMs + (1_000 * bytes) / bytesPerSecond;
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    return socket.on('error', () => {}).once('close', () => this.sockets.delete(socket));
  }
}
