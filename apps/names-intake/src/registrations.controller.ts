import {
  Group,
  Access,
  Idempotency,
  IdempotencyKey,
  Limit,
  LOCATION,
  NoSuchResource,
  perAddress,
  Refuses,
  Unlimited,
} from '#libs/service';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { CanonicalName, Name, Sex } from './name.js';
import { Registrations } from './registrations.js';

const RegistrationId = z.uuid().describe('The id of the registration');
const Baby = z.object({ name: Name, sex: Sex }).meta({ id: 'Baby' });
const Registered = z
  .object({ registrationId: z.uuid(), name: CanonicalName, sex: Sex })
  .meta({ id: 'RegisteredBaby' });

@Group('Baby names', 'Register births, and follow which names are the most frequent.')
@Controller('baby')
export class RegistrationsController {
  constructor(
    private readonly registrations: Registrations,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @ApiOperation({ operationId: 'registerBaby', summary: 'Register the name of a baby' })
  @Access({ public: true })
  @Limit('costs a row and an event, and changes the public list', perAddress('REGISTRATIONS_PER_MINUTE'))
  @ApiCreatedResponse({ standardSchema: Registered, headers: LOCATION })
  register(@Body({ schema: Baby }) baby: z.infer<typeof Baby>, @IdempotencyKey() key?: IdempotencyKey) {
    return this.idempotency.once({ name: 'baby', person: undefined }, key, (registrationId) =>
      this.registrations.register({ registrationId, ...baby }),
    );
  }

  /** Whoever registers a birth has no account, so nobody else could be allowed to read it. */
  @Get(':registrationId')
  @ApiOperation({ operationId: 'getBaby', summary: 'Read a registered name' })
  @Refuses(NoSuchResource)
  @Access({ public: true })
  @Unlimited('tells a given name and a sex, which the public stream tells of every birth; costs one row')
  @ApiOkResponse({ standardSchema: Registered })
  registration(@Param('registrationId', { schema: RegistrationId }) registrationId: string) {
    return this.registrations.registration(registrationId);
  }
}
