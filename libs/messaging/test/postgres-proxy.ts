import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A proxy before PostgreSQL that counts round trips, and can swallow packets without closing anything. */
export class PostgresProxy {
  /** Round trips so far: every statement is one piece of the client's stream. */
  roundTrips = 0;
  /** Fetches of messages so far. */
  fetches = 0;
  /** How often a consumer, after a fetch without a message, has asked for the newest one. */
  lookups = 0;
  /** Connections that have listened so far. */
  listeners = 0;
  private hasVanished = false;
  private stopsReading = false;
  private readonly listening = new Set<Socket>();
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly to: URL,
  ) {
    server.on('connection', (client: Socket) => this.join(client));
  }

  static async open(url: string): Promise<PostgresProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new PostgresProxy(server, new URL(url));
  }

  get url(): string {
    const url = new URL(this.to);
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /** Drops everything that the server sends to the connections which listen now. */
  dropSilently(): void {
    for (const socket of this.listening) socket.removeAllListeners('data').resume();
    this.listening.clear();
  }

  /** Swallows every packet of every connection, in both directions, as when a host vanishes. */
  vanish(): void {
    this.hasVanished = true;
    for (const socket of this.sockets) socket.removeAllListeners('data').removeAllListeners('close').pause();
  }

  /** Takes no answer to the next fetch, as a client does that is stopped. */
  stopReading(): void {
    this.stopsReading = true;
  }

  /** Lets new connections through; the earlier ones stay half-open. */
  comeBack(): void {
    this.hasVanished = false;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    this.sockets.add(client);
    client.on('error', () => {}); // it is destroyed
    if (this.hasVanished) return;
    const server = connect(Number(this.to.port), this.to.hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (data) => to.write(data));
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
    client.on('data', (data) => {
      this.roundTrips++;
      if (data.includes('take')) this.fetched(server);
      if (data.includes('newest()')) this.lookups++;
      if (!data.includes('listen ')) return;
      this.listeners++;
      this.listening.add(server);
    });
  }

  private fetched(server: Socket): void {
    this.fetches++;
    if (this.stopsReading) server.pause();
    this.stopsReading = false;
  }
}
