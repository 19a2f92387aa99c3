import { Access, Idempotency, IdempotencyKey, Limit, perAddress } from '#libs/service';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { CanonicalName, Name, Sex } from './name.js';
import { Registrations } from './registrations.js';

const Baby = z.object({ name: Name, sex: Sex }).meta({ id: 'Baby' });
const Registered = z
  .object({ registrationId: z.uuid(), name: CanonicalName, sex: Sex })
  .meta({ id: 'RegisteredBaby' });

@Controller('baby')
export class RegistrationsController {
  constructor(
    private readonly registrations: Registrations,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Access({ public: true })
  @Limit('costs a row and an event, and changes the public list', perAddress('REGISTRATIONS_PER_MINUTE'))
  @ApiCreatedResponse({ standardSchema: Registered })
  register(@Body({ schema: Baby }) baby: z.infer<typeof Baby>, @IdempotencyKey() key?: IdempotencyKey) {
    return this.idempotency.once({ name: 'baby', person: undefined }, key, baby, (registrationId) =>
      this.registrations.register({ registrationId, ...baby }),
    );
  }
}
