import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Mountebank } from '../src/mountebank.js';

describe('a Mountebank that cannot have its port', () => {
  it('says so, and leaves the process to another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(Mountebank.start({ port })).rejects.toThrow('EADDRINUSE');
    server.close();
    await (await Mountebank.start()).stop();
  });
});
