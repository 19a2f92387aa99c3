import { Refusal } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import { PasswordsConfig } from './passwords.config.js';
import { Sessions } from './sessions.js';

/** The services as OAuth clients (RFC 6749): each gets tokens for calls to the others. */
@Injectable()
export class Clients {
  private readonly known: ReadonlyMap<string, Buffer>;

  constructor(
    private readonly sessions: Sessions,
    { OAUTH_CLIENTS }: PasswordsConfig,
  ) {
    this.known = new Map(
      Object.entries(OAUTH_CLIENTS).map(([name, hash]) => [name, Buffer.from(hash, 'hex')]),
    );
  }

  /**
   * @param authorization the client's name and secret, by HTTP Basic (RFC 6749, section 2.3.1)
   * @throws Refusal with the `error` of RFC 6749, section 5.2, or of RFC 8707
   */
  grant(authorization: string | undefined, audience: string) {
    const client = this.clientOf(authorization);
    if (!client)
      throw refused(
        'invalid_client',
        'The client id or the secret is wrong or missing: send both by HTTP Basic.',
        401,
      );
    if (!this.known.has(audience))
      throw refused(
        'invalid_target',
        `There is no service ${audience}: send the name of one as audience.`,
        400,
      );
    return this.sessions.forService(client, audience);
  }

  private clientOf(authorization = ''): string | undefined {
    const [, credentials = ''] = /^Basic (\S+)$/i.exec(authorization) ?? [];
    const [, name = '', secret = ''] =
      /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
    const hash = createHash('sha256').update(decoded(secret)).digest();
    const client = decoded(name);
    const known = this.known.get(client);
    return known && timingSafeEqual(hash, known) ? client : undefined;
  }
}

const decoded = (text: string): string => new URLSearchParams(`_=${text}`).get('_') ?? '';

const refused = (error: string, detail: string, status: number) =>
  new Refusal(`oauth.${error.replace('_', '-')}`, detail, status, { error, challenge: 'Basic' });
