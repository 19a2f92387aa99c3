import { configuration, perMinute } from '#libs/service';
import { z } from 'zod';
import { MOST_POINTS } from './amount.js';

export class LoyaltyConfig extends configuration('loyalty', {
  WELCOME_POINTS: z.coerce
    .number()
    .int()
    .min(0)
    .max(MOST_POINTS)
    .default(100)
    .meta({ description: 'Points that a new customer is granted' }),
  REDEMPTIONS_PER_MINUTE: perMinute(30, 'Redemptions per minute by one customer'),
}) {}
