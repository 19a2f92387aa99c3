import { Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import { invalidClient, invalidTarget, oauthRefusal } from './oauth-errors.js';
import { PasswordsConfig } from './passwords.config.js';
import { AccessTokens } from './access-tokens.js';

/** The OAuth clients (RFC 6749): services get tokens for calls to each other, and operators get tokens for every service. */
@Injectable()
export class Clients {
  private readonly services: ReadonlyMap<string, Buffer>;
  private readonly operators: ReadonlyMap<string, Buffer>;

  constructor(
    private readonly tokens: AccessTokens,
    private readonly config: PasswordsConfig,
  ) {
    this.services = hashesOf(config.OAUTH_CLIENTS);
    this.operators = hashesOf(config.OPERATOR_CLIENTS);
  }

  /**
   * @param authorization the client's name and secret, by HTTP Basic (RFC 6749, section 2.3.1)
   * @throws Refusal with the `error` of RFC 6749, section 5.2, or of RFC 8707
   */
  grant(authorization: string | undefined, audience: string) {
    const client = this.clientOf(authorization);
    if (!client)
      throw oauthRefusal(
        invalidClient,
        'The client id or the secret is wrong or missing: send both by HTTP Basic.',
      );
    const isOperator = !this.services.has(client);
    if (!this.services.has(audience) && !(isOperator && audience === this.config.AUTH_AUDIENCE))
      throw oauthRefusal(invalidTarget, `There is no service ${audience}: send the name of one as audience.`);
    return this.tokens.forClient(client, audience, isOperator);
  }

  private clientOf(authorization = ''): string | undefined {
    const [, credentials = ''] = /^Basic (\S+)$/i.exec(authorization) ?? [];
    const [, name = '', secret = ''] =
      /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
    const hash = createHash('sha256').update(decoded(secret)).digest();
    const client = decoded(name);
    const known = this.services.get(client) ?? this.operators.get(client);
    return known && timingSafeEqual(hash, known) ? client : undefined;
  }
}

const hashesOf = (clients: Record<string, string>): Map<string, Buffer> =>
  new Map(Object.entries(clients).map(([name, hash]) => [name, Buffer.from(hash, 'hex')]));

const decoded = (text: string): string => new URLSearchParams(`_=${text}`).get('_') ?? '';
