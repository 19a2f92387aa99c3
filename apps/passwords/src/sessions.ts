import { Clock } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { importJWK, type JWK, SignJWT } from 'jose';
import { PasswordsConfig } from './passwords.config.js';

/** Issues the tokens that persons show. */
@Injectable()
export class Sessions {
  private readonly privateKey: JWK;
  private readonly seconds: number;

  constructor(
    private readonly clock: Clock,
    config: PasswordsConfig,
  ) {
    this.privateKey = JSON.parse(config.SESSION_KEY) as JWK;
    this.seconds = Math.floor(config.SESSION_LENGTH / 1000);
  }

  async issue(customerId: string) {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const accessToken = await new SignJWT({ kind: 'person' })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: this.privateKey.kid })
      .setIssuer('troupe')
      .setAudience('troupe')
      .setSubject(customerId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.seconds)
      .sign(await importJWK(this.privateKey, 'EdDSA'));
    return { accessToken, tokenType: 'Bearer', expiresIn: this.seconds };
  }

  /** The public half, for whoever checks a token. */
  jwks(): { keys: JWK[] } {
    const { kty, crv, x, kid } = this.privateKey;
    return { keys: [{ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }] };
  }
}
