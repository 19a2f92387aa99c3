import { Clock } from '#libs/service';
import { newId } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { type JWK, type JWTPayload, SignJWT } from 'jose';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { PasswordsConfig } from './passwords.config.js';

/** The client id in people's tokens: they log in here without a client of their own. */
const LOG_IN = 'troupe-sign-in';

/** Signs access tokens (RFC 9068) for people and for services. */
@Injectable()
export class AccessTokens {
  private readonly jwk: JWK;
  private readonly key: KeyObject;

  constructor(
    private readonly clock: Clock,
    private readonly config: PasswordsConfig,
  ) {
    this.jwk = JSON.parse(config.SESSION_KEY) as JWK;
    this.key = createPrivateKey({ key: this.jwk, format: 'jwk' });
  }

  async forPerson(customerId: string) {
    const seconds = Math.floor(this.config.SESSION_LENGTH / 1000);
    const accessToken = await this.sign(customerId, LOG_IN, this.config.AUTH_AUDIENCE, seconds);
    return { accessToken, tokenType: 'Bearer', expiresIn: seconds };
  }

  /** A token for calls from one service to one other, or from an operator. */
  async forClient(client: string, audience: string, isOperator: boolean) {
    const seconds = Math.floor(this.config.SERVICE_TOKEN_LENGTH / 1000);
    const roles = isOperator ? { roles: ['operator'] } : {};
    const token = await this.sign(client, client, audience, seconds, roles);
    return { access_token: token, token_type: 'Bearer', expires_in: seconds };
  }

  /** The public keys, with which other services verify tokens. */
  jwks(): { keys: JWK[] } {
    const keys = [this.jwk, ...this.config.OTHER_SESSION_KEYS];
    return { keys: keys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' })) };
  }

  private sign(
    subject: string,
    client: string,
    audience: string,
    seconds: number,
    claims: JWTPayload = {},
  ): Promise<string> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ ...claims, client_id: client })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: this.jwk.kid })
      .setIssuer(this.config.AUTH_ISSUER)
      .setAudience(audience)
      .setSubject(subject)
      .setJti(newId())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(this.key);
  }
}
