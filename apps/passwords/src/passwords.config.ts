import { configuration, duration, peer, type SettingMeta } from '#libs/service';
import { z } from 'zod';

const SigningKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
  kid: z.string(),
});

function isSigningKey(text: string): boolean {
  try {
    return SigningKey.safeParse(JSON.parse(text)).success;
  } catch {
    return false; // the parser's own words would quote the key
  }
}

export class PasswordsConfig extends configuration('passwords', {
  CUSTOMERS_URL: peer('customers'),
  SESSION_KEY: z
    .string()
    .refine(isSigningKey, 'takes an Ed25519 private key as a JSON Web Key with a kid')
    .meta({
      secret: true,
      description: 'The private key that signs sessions: an Ed25519 JSON Web Key with a kid',
    } satisfies SettingMeta),
  SESSION_LENGTH: duration('15m').meta({ description: 'How long a session lasts' }),
  SWEEP_EVERY: duration('1h').meta({
    description: 'How often credentials that never became customers are swept',
  }),
  SWEEP_AFTER: duration('24h').meta({ description: 'Age at which such a credential is swept' }),
}) {}
