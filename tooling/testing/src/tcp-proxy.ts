import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way through to a server, which fails as a network does: it refuses connections, or it swallows what is sent. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private isStalled = false;

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
    const through = new URL(this.to);
    through.hostname = '127.0.0.1';
    through.port = String(this.port);
    return through.href;
  }

  /** Closes every connection, and refuses new ones. */
  async cut(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  /**
   * Swallows what either side sends, as when a host vanishes: neither learns that the other one closes. New connections
   * are accepted, and as silent.
   */
  stall(): void {
    this.isStalled = true;
    for (const socket of this.sockets) socket.unpipe().removeAllListeners('close').resume();
  }

  /** Lets new connections through again. Those that were stalled stay silent, as when the host was replaced. */
  async restore(): Promise<void> {
    this.isStalled = false;
    if (this.server.listening) return;
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  private join(inner: Socket): void {
    if (this.isStalled) return void this.keep(inner).resume();
    // oxlint-disable-next-line troupe/no-endless-wait -- the two ends have deadlines of their own
    const outer = connect(Number(this.to.port), this.to.hostname);
    for (const [from, to] of [
      [inner, outer],
      [outer, inner],
    ] as const)
      this.keep(from)
        .on('close', () => to.destroy())
        .pipe(to);
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    return socket.on('error', () => {});
  }
}
