import { configuration, duration, peer, type SettingMeta } from '#libs/service';
import { z } from 'zod';

export class PasswordsConfig extends configuration('passwords', {
  CUSTOMERS_URL: peer('customers'),
  SESSION_KEY: z.string().meta({
    secret: true,
    description: 'The private key that signs sessions: an Ed25519 JSON Web Key with a kid',
  } satisfies SettingMeta),
  SESSION_LENGTH: duration('15m').meta({ description: 'How long a session lasts' }),
  SWEEP_EVERY: duration('1h').meta({ description: 'How often credentials that never became customers are swept' }),
  SWEEP_AFTER: duration('24h').meta({ description: 'Age at which such a credential is swept' }),
}) {}
