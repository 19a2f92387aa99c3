import type { Env } from '#libs/service';
import { SignJWT } from 'jose';
import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HOST } from '#tooling/platform';

const ISSUER = 'https://issuer.oracle';
const AUDIENCE = 'troupe';
const NAMED = { kid: 'oracle', alg: 'EdDSA' };
const LASTS_S = 86_400;

/** Who a token is for. */
export type Caller = { person: string } | { service: string; audience: string } | { operator: string };

/** Issues the tokens of people, operators and services, and publishes the key that proves them. */
export class Issuer {
  private constructor(
    private readonly server: Server,
    private readonly key: KeyObject,
    private readonly shown: JsonWebKey,
  ) {}

  static async open(): Promise<Issuer> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const server = createServer((request, response) => {
      const answer = request.url === '/token' ? issuer.grant(request) : Promise.resolve(issuer.jwks);
      void answer.then((json) => response.setHeader('content-type', 'application/json').end(json));
    });
    const issuer = new Issuer(server, privateKey, publicKey.export({ format: 'jwk' }));
    await once(server.listen(0, HOST), 'listening');
    return issuer;
  }

  /** The settings by which a service finds it. */
  get environment(): Env {
    const url = `http://${HOST}:${(this.server.address() as AddressInfo).port}`;
    return { AUTH_ISSUER: ISSUER, AUTH_JWKS_URL: `${url}/jwks`, AUTH_TOKEN_URL: `${url}/token` };
  }

  token(caller: Caller): Promise<string> {
    return new SignJWT(claimsOf(caller))
      .setProtectedHeader({ ...NAMED, typ: 'at+jwt' })
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1_000) + LASTS_S)
      .sign(this.key);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private get jwks(): string {
    return JSON.stringify({ keys: [{ ...this.shown, ...NAMED }] });
  }

  private async grant(request: IncomingMessage): Promise<string> {
    const [service = ''] = atob((request.headers.authorization ?? '').replace('Basic ', '')).split(':');
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const access_token = await this.token({ service, audience: form.get('audience') ?? '' });
    return JSON.stringify({ access_token, token_type: 'Bearer', expires_in: LASTS_S });
  }
}

function claimsOf(caller: Caller): Record<string, unknown> {
  if ('service' in caller)
    return { iss: ISSUER, sub: caller.service, aud: caller.audience, client_id: caller.service };
  if ('person' in caller) return { iss: ISSUER, sub: caller.person, aud: AUDIENCE, client_id: 'oracle' };
  return { iss: ISSUER, sub: caller.operator, aud: AUDIENCE, client_id: 'oracle', roles: ['operator'] };
}
