import type { Env } from '#libs/service';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { issuer, jwks, token } from './tokens.js';

/** An issuer of tokens for tests: it publishes the public keys, and gives a token to each client that asks. */
export class TokenIssuer {
  private constructor(private readonly server: Server) {}

  static async open(): Promise<TokenIssuer> {
    const server = createServer((request, response) => {
      const answer = request.url === '/token' ? grant(request) : Promise.resolve(jwks);
      void answer.then((json) => response.setHeader('content-type', 'application/json').end(json));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new TokenIssuer(server);
  }

  /** The settings by which a service finds it. */
  get environment(): Env {
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { AUTH_ISSUER: issuer, AUTH_JWKS_URL: `${url}/jwks`, AUTH_TOKEN_URL: `${url}/token` };
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

async function grant(request: IncomingMessage): Promise<string> {
  const [client = ''] = atob((request.headers.authorization ?? '').replace('Basic ', '')).split(':');
  const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
  const access_token = await token('service', client, form.get('audience') ?? '');
  return JSON.stringify({ access_token, token_type: 'Bearer', expires_in: 3_600 });
}
