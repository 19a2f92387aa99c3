import { configuration, duration, peer, perMinute, type SettingMeta } from '#libs/service';
import { z } from 'zod';

const SigningKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
  kid: z.string(),
});

/** By their names, the SHA-256 of their secrets, in hexadecimal. */
const Clients = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/));

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the parser's own words would quote what is secret
  }
}

export class PasswordsConfig extends configuration('passwords', {
  CUSTOMERS_URL: peer('customers'),
  SESSION_KEY: z
    .string()
    .refine(
      (text) => SigningKey.safeParse(read(text)).success,
      'takes an Ed25519 private key as a JSON Web Key with a kid',
    )
    .meta({
      secret: true,
      description: 'The private key that signs sessions: an Ed25519 JSON Web Key with a kid',
    } satisfies SettingMeta),
  OAUTH_CLIENTS: z
    .string()
    .refine(
      (text) => Clients.safeParse(read(text)).success,
      'takes {"name": "SHA-256 of its secret, in hex", …}',
    )
    .transform((text) => Clients.parse(read(text)))
    .meta({ description: 'The services that get tokens, each with the SHA-256 of its `CLIENT_SECRET`' }),
  SERVICE_TOKEN_LENGTH: duration('5m').meta({ description: 'How long a token of a service is good' }),
  LOG_INS_PER_MINUTE: perMinute(60, 'Log-ins a minute from one network address, whatever came of them'),
  LOG_INS_PER_ACCOUNT_PER_MINUTE: perMinute(
    10,
    'Log-ins a minute under one e-mail address, whether anybody has it or not',
  ),
  SESSION_LENGTH: duration('15m').meta({ description: 'How long a session lasts' }),
  SWEEP_EVERY: duration('1h').meta({
    description: 'How often credentials that never became customers are swept',
  }),
  SWEEP_AFTER: duration('24h').meta({ description: 'Age at which such a credential is swept' }),
}) {}
