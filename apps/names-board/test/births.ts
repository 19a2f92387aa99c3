import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** names-stream, as far as the page knows it: a line for each birth, and a way to be away. */
export class Births {
  private readonly readers = new Set<ServerResponse>();
  private isAway = false;
  private offset = 0;
  private readonly server = createServer((request, reply) => {
    if (this.isAway || request.url !== '/stream') return void request.socket.destroy();
    reply.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
    });
    reply.write('retry: 50\n\n');
    this.readers.add(reply);
    reply.on('close', () => this.readers.delete(reply));
  });

  static async open(): Promise<Births> {
    const births = new Births();
    births.server.listen(0, '127.0.0.1');
    await once(births.server, 'listening');
    return births;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  say(name: string, sex: 'male' | 'female', count = 1): void {
    const birth = { offset: ++this.offset, name, sex, count, at: new Date().toISOString() };
    for (const reader of this.readers)
      reader.write(`id: ${birth.offset}\ndata: ${JSON.stringify(birth)}\n\n`);
  }

  /** From now on nobody gets through, nor stays. */
  leave(): void {
    this.isAway = true;
    this.server.closeAllConnections();
  }

  comeBack(): void {
    this.isAway = false;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
