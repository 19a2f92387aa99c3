import {
  configuration,
  duration,
  link,
  peer,
  perHour,
  perMinute,
  secret,
  type SettingMeta,
  siteName,
} from '#libs/service';
import { z } from 'zod';

const SigningKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
  kid: z.string(),
});

/** A private key is no less secret for being published. */
const PublicKey = SigningKey.extend({ d: z.never().optional() });
const PublicKeys = z.object({ keys: z.array(PublicKey) });

/** The SHA-256 of each client's secret in hexadecimal, by the name of the client. */
const Clients = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/));

const clients = (description: string) =>
  z
    .string()
    .refine(
      (text) => Clients.safeParse(parseJson(text)).success,
      'takes {"name": "SHA-256 of its secret, in hex", …}',
    )
    .transform((text) => Clients.parse(parseJson(text)))
    .meta({ description });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the parser's message would quote the secret
  }
}

export class PasswordsConfig extends configuration('passwords', {
  CUSTOMERS_URL: peer('customers', ['SWEEP_EVERY']),
  SESSION_KEY: z
    .string()
    .refine(
      (text) => SigningKey.safeParse(parseJson(text)).success,
      'takes an Ed25519 private key as a JSON Web Key with a kid',
    )
    .meta({
      secret: true,
      description: 'The private key that signs sessions: an Ed25519 JSON Web Key with a kid',
    } satisfies SettingMeta),
  OTHER_SESSION_KEYS: z
    .string()
    .default('{"keys":[]}')
    .refine(
      (text) => PublicKeys.safeParse(parseJson(text)).success,
      'takes a JSON Web Key Set of public Ed25519 keys, each with a kid and without d',
    )
    .transform((text) => PublicKeys.parse(parseJson(text)).keys)
    .meta({
      description:
        'Public keys that are published beside that of SESSION_KEY, as a JSON Web Key Set: the next one before it signs, and the last one until its tokens have ended',
    }),
  OAUTH_CLIENTS: clients('The services that get tokens, each with the SHA-256 of its `CLIENT_SECRET`'),
  OPERATOR_CLIENTS: clients('The operators that get tokens, each with the SHA-256 of its secret'),
  SERVICE_TOKEN_LENGTH: duration('5m').meta({
    description: 'How long the token of a service or an operator is valid',
  }),
  LOG_INS_PER_MINUTE: perMinute(60, 'Log-in attempts per minute from one network address'),
  LOG_INS_PER_ACCOUNT_AND_ADDRESS_PER_MINUTE: perMinute(
    5,
    'Log-in attempts per minute with one e-mail address, known or unknown, from one network address',
  ),
  LOG_INS_PER_ACCOUNT_PER_MINUTE: perMinute(
    10,
    'Log-in attempts per minute with one e-mail address, known or unknown, from network addresses where its customer has not logged in',
  ),
  SESSION_LENGTH: duration('15m').meta({ description: 'How long the access token of a person is valid' }),
  SESSION_IDLE: duration('14d').meta({
    description: 'Longest time between two refreshes of a session; then the person logs in again',
  }),
  SESSION_MAX: duration('90d').meta({
    description: 'How long a session lasts at most; then the person logs in again',
  }),
  REFRESH_GRACE: duration('10s').meta({
    description: 'How long a refresh may be repeated whose answer was lost; 0s allows none',
  }),
  REFRESHES_PER_MINUTE: perMinute(300, 'Refreshes per minute from one network address'),
  REFRESHES_PER_PERSON_PER_MINUTE: perMinute(30, 'Refreshes per minute of one person’s sessions'),
  LOG_OUTS_PER_MINUTE: perMinute(60, 'Log-outs per minute from one network address'),
  PASSWORD_CHANGES_PER_MINUTE: perMinute(5, 'Changes of a password per minute by one person'),
  SITE_NAME: siteName(),
  PUBLIC_URL: link('passwords'),
  RESET_KEY: secret('The key that signs links to set a new password'),
  RESET_VALID: duration('1h').meta({ description: 'How long a link to set a new password is valid' }),
  RESET_REQUESTS_PER_MINUTE: perMinute(
    10,
    'Links to set a new password requested per minute from one network address',
  ),
  RESETS_PER_ACCOUNT_PER_HOUR: perHour(
    3,
    'Links to set a new password requested per hour for one e-mail address, known or unknown',
  ),
  RESETS_PER_MINUTE: perMinute(60, 'Links to set a new password opened per minute from one network address'),
  SWEEP_EVERY: duration('1h').meta({
    description: 'How often credentials without a customer are swept',
  }),
  SWEEP_AFTER: duration('24h').meta({ description: 'Age at which a credential without a customer is swept' }),
}) {}
