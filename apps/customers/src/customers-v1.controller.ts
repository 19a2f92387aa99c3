import {
  Group,
  Access,
  conditional,
  Deprecated,
  ETAG,
  etagOf,
  IfMatch,
  knowsVersion,
  LOCATION,
  mergePatchOf,
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
import { type Change, EmailTaken, Registration } from './customer.js';
import { CustomerId, View, view } from './customers.controller.js';
import { ChangedMeanwhile, CustomerExists, CustomersService } from './customers.service.js';
import { ERASES, LimitChanges, REGISTERS, SHOWS } from './limits.js';
import { namePart } from './text.js';
import { inV1 } from './v1.js';

const names = { givenName: namePart, familyName: namePart };
const Registering = Registration.omit({ name: true }).extend(names);
const RegistrationV1 = Registering.meta({ id: 'RegistrationV1' }).transform(
  ({ givenName, familyName, ...rest }) => ({ ...rest, name: { given: givenName, family: familyName } }),
);
const ChangeV1 = mergePatchOf(Registering.omit({ friends: true }))
  .meta({ id: 'CustomerChangeV1', example: { familyName: 'Baker' } })
  .transform(({ givenName, familyName, ...rest }) => ({
    ...rest,
    name: { ...(givenName && { given: givenName }), ...(familyName && { family: familyName }) },
  }));
const ViewV1 = View.omit({ name: true }).extend(names).meta({ id: 'CustomerV1' });

/** Translates requests into V2 and responses into V1. */
@Group('Customers')
@Controller({ path: 'customers', version: '1' })
@Deprecated({ since: '2026-11-01', sunset: '2027-05-01', successor: '/v2/customers/:customerId' })
export class CustomersV1Controller {
  constructor(private readonly customers: CustomersService) {}

  @Put(':customerId')
  @ApiOperation({ operationId: 'registerCustomerV1', summary: 'Register a customer' })
  @Refuses(EmailTaken, CustomerExists, Erased)
  @Access({ services: ['signup'] })
  @Unlimited(REGISTERS)
  @ApiCreatedResponse({ description: 'Registered', headers: LOCATION })
  @ApiNoContentResponse({ description: 'Already registered with the same content', headers: LOCATION })
  async register(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: RegistrationV1 }) registration: Registration,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const isNew = await this.customers.register(customerId, registration);
    void reply.status(isNew ? 201 : 204).header('location', `/v1/customers/${customerId}`);
  }

  @Get(':customerId')
  @ApiOperation({ operationId: 'getCustomerV1', summary: 'Read a customer' })
  @Refuses(NoSuchResource)
  @Access({ subject: 'customerId', services: ['postal', 'passwords'] })
  @Unlimited(SHOWS)
  @ApiOkResponse({ standardSchema: ViewV1, headers: ETAG })
  async customer(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const customer = await this.customers.customer(customerId);
    return conditional(reply, customer, inV1(view(customer)));
  }

  @Patch(':customerId')
  @ApiOperation({
    operationId: 'changeCustomerV1',
    summary: 'Change fields of a customer',
    description: 'A new e-mail address must be verified again.',
  })
  @Refuses(EmailTaken, ChangedMeanwhile)
  @Access({ subject: 'customerId' })
  @LimitChanges()
  @ApiOkResponse({ standardSchema: ViewV1, headers: ETAG })
  async change(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Body({ schema: ChangeV1 }) wanted: Change,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IfMatch() ifMatch?: string,
  ) {
    const customer = await this.customers.change(customerId, wanted, (known) => knowsVersion(ifMatch, known));
    void reply.header('etag', etagOf(customer));
    return inV1(view(customer));
  }

  @Delete(':customerId')
  @ApiOperation({
    operationId: 'eraseCustomerV1',
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
