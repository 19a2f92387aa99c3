import {
  Group,
  Access,
  conditional,
  ETAG,
  etagOf,
  IfMatch,
  knowsVersion,
  LOCATION,
  NoSuchResource,
  OptionalIfMatch,
  permitsVersion,
  Refuses,
  Unlimited,
} from '#libs/service';
import { Erased } from '#libs/messaging';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Address, Change, type Customer, EmailTaken, Name, Registration } from './customer.js';
import { ChangedMeanwhile, CustomerExists, CustomersService } from './customers.service.js';
import { ERASES, LimitChanges, REGISTERS, SHOWS } from './limits.js';

export const CustomerId = z.uuid().describe('The id of the customer');
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

@Group('Customers', 'Who customers are: names, postal and e-mail addresses.')
@Controller({ path: 'customers', version: '2' })
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Put(':customerId')
  @ApiOperation({ operationId: 'registerCustomer', summary: 'Register a customer' })
  @Refuses(EmailTaken, CustomerExists, Erased)
  @Access({ services: ['signup'] })
  @Unlimited(REGISTERS)
  @ApiCreatedResponse({ description: 'Registered', headers: LOCATION })
  @ApiNoContentResponse({ description: 'Already registered with the same content', headers: LOCATION })
  async register(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: Registration }) registration: Registration,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const isNew = await this.customers.register(customerId, registration);
    void reply.status(isNew ? 201 : 204).header('location', `/v2/customers/${customerId}`);
  }

  @Get(':customerId')
  @ApiOperation({ operationId: 'getCustomer', summary: 'Read a customer' })
  @Refuses(NoSuchResource)
  @Access({ subject: 'customerId', services: ['postal', 'passwords', 'warehouse'] })
  @Unlimited(SHOWS)
  @ApiOkResponse({ standardSchema: View, headers: ETAG })
  async customer(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const customer = await this.customers.customer(customerId);
    return conditional(reply, customer, view(customer));
  }

  @Patch(':customerId')
  @ApiOperation({
    operationId: 'changeCustomer',
    summary: 'Change fields of a customer',
    description: 'A new e-mail address must be verified again.',
  })
  @Refuses(EmailTaken, ChangedMeanwhile)
  @Access({ subject: 'customerId' })
  @LimitChanges()
  @ApiOkResponse({ standardSchema: View, headers: ETAG })
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
  @ApiOperation({
    operationId: 'eraseCustomer',
    summary: 'Erase a customer and everything about them',
    description: 'Every other service erases what it knows of them within minutes.',
  })
  @Refuses(NoSuchResource, ChangedMeanwhile)
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
