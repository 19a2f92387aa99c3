import {
  Access,
  conditional,
  etagOf,
  IfMatch,
  knowsVersion,
  OptionalIfMatch,
  permitsVersion,
  Unlimited,
} from '#libs/service';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Address, Change, type Customer, Name, Registration } from './customer.js';
import { CustomersService } from './customers.service.js';
import { ERASES, LimitChanges, REGISTERS, SHOWS } from './limits.js';

export const CustomerId = z.uuid();
export const View = z
  .object({
    customerId: z.uuid(),
    email: z.email(),
    name: Name.extend({}).meta({ id: 'StoredName' }),
    /** Earlier versions took every code of two letters. */
    address: Address.extend({ country: z.string().regex(/^[A-Z]{2}$/) }).meta({ id: 'StoredAddress' }),
    emailVerified: z.boolean(),
  })
  .meta({ id: 'Customer' });

export const view = ({
  friendHashes: _friends,
  version: _version,
  ...shown
}: Customer): z.infer<typeof View> => shown;

@Controller({ path: 'customers', version: '2' })
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Put(':customerId')
  @Access({ services: ['signup'] })
  @Unlimited(REGISTERS)
  @ApiCreatedResponse({ description: 'Registered' })
  @ApiNoContentResponse({ description: 'Already registered with the same content' })
  async register(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: Registration }) registration: Registration,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const isNew = await this.customers.register(customerId, registration);
    void reply.status(isNew ? 201 : 204).header('location', `/v2/customers/${customerId}`);
  }

  @Get(':customerId')
  @Access({ subject: 'customerId', services: ['postal', 'passwords'] })
  @Unlimited(SHOWS)
  @ApiOkResponse({ standardSchema: View })
  async customer(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const customer = await this.customers.customer(customerId);
    return conditional(reply, customer, view(customer));
  }

  @Patch(':customerId')
  @Access({ subject: 'customerId' })
  @LimitChanges()
  @ApiOkResponse({ standardSchema: View })
  async change(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: Change }) wanted: Change,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IfMatch() ifMatch?: string,
  ) {
    const customer = await this.customers.change(customerId, wanted, (known) => knowsVersion(ifMatch, known));
    void reply.header('etag', etagOf(customer));
    return view(customer);
  }

  @Delete(':customerId')
  @HttpCode(204)
  @Access({ subject: 'customerId', role: 'operator' })
  @Unlimited(ERASES)
  erase(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @OptionalIfMatch() ifMatch?: string,
  ) {
    return this.customers.erase(customerId, (known) => permitsVersion(ifMatch, known));
  }
}
