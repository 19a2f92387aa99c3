import { Access, Idempotency, IdempotencyKey, Limit, perAddress, Unlimited } from '#libs/service';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CanonicalName, Name, Sex } from './name.js';
import { Registrations } from './registrations.js';

const RegistrationId = z.uuid();
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
  async register(
    @Body({ schema: Baby }) baby: z.infer<typeof Baby>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IdempotencyKey() key?: IdempotencyKey,
  ) {
    const scope = { name: 'baby', person: undefined };
    const registered = await this.idempotency.once(scope, key, baby, (registrationId) =>
      this.registrations.register({ registrationId, ...baby }),
    );
    void reply.header('location', `/baby/${registered.registrationId}`);
    return registered;
  }

  /** Whoever registers a birth has no account, so nobody else could be allowed to read it. */
  @Get(':registrationId')
  @Access({ public: true })
  @Unlimited('tells a given name and a sex, which the public stream tells of every birth; costs one row')
  @ApiOkResponse({ standardSchema: Registered })
  registration(@Param('registrationId', { schema: RegistrationId }) registrationId: string) {
    return this.registrations.registration(registrationId);
  }
}
