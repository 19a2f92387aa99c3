import { configuration } from '#libs/service';
import { z } from 'zod';

export class LoyaltyConfig extends configuration('loyalty', {
  WELCOME_POINTS: z.coerce
    .number()
    .int()
    .min(0)
    .default(100)
    .meta({ description: 'Points a new customer is given' }),
}) {}
