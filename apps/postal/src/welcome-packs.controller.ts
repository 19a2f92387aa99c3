import { Group, Access, NotYet, Refuses, Unlimited } from '#libs/service';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { WelcomePacks } from './welcome-packs.js';

const CustomerId = z.uuid().describe('The id of the customer');
const WelcomePack = z
  .object({
    customerId: z.uuid(),
    trackingId: z.string().nullable().meta({ example: 'PARCEL-000000000031' }),
  })
  .meta({ id: 'WelcomePack' });

@Group('Welcome packs', 'The parcel that greets a new customer.')
@Controller('welcome-packs')
export class WelcomePacksController {
  constructor(private readonly packs: WelcomePacks) {}

  @Get(':customerId')
  @ApiOperation({
    operationId: 'getWelcomePack',
    summary: 'Read the welcome pack of a customer',
    description: '`trackingId` is null until the carrier has accepted the parcel.',
  })
  @Refuses(NotYet)
  @Access({ subject: 'customerId' })
  @Unlimited('tells the person’s own parcel')
  @ApiOkResponse({ standardSchema: WelcomePack })
  find(@Param('customerId', { schema: CustomerId }) customerId: string) {
    return this.packs.find(customerId);
  }
}
