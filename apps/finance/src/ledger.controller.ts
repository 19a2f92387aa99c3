import { Access, NoSuchResource, type Page, PageAfter, Refuses, Unlimited, wholeNumber } from '#libs/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import type { EntryPlace } from './ledger.store.js';
import { Ledger } from './ledger.js';
import { Money } from './money.js';
import { PaymentState, RefundState } from './sale.js';

const Account = z.enum(['gateway', 'sales']);
const Place = z.object({ sequence: z.int(), account: z.string() });
const Signed = z.int().describe('in minor units, below zero on the credit side');
const Entry = z
  .object({
    sequence: z.int().describe('of the booking, without gaps'),
    account: Account,
    amount: Signed,
    currency: z.string(),
    orderId: z.uuid(),
    reason: z.enum(['payment', 'refund']),
    reference: z.uuid().describe('the id of the payment or the refund'),
    bookedAt: z.iso.datetime(),
  })
  .meta({ id: 'LedgerEntry' });
const Entries = z.object({ entries: z.array(Entry) }).meta({ id: 'LedgerEntries' });
const Balances = z
  .object({
    sequence: z.int().describe('of the last booking that counts'),
    balances: z.array(z.object({ account: Account, currency: z.string(), amount: Signed })),
  })
  .meta({ id: 'LedgerBalances' });
const UpTo = wholeNumber(z.int().min(0)).optional();
const OrderId = z.uuid().describe('The id of the order');
const Sale = z
  .object({
    orderId: z.uuid(),
    version: z.int(),
    total: Money.nullable().describe('null until the order is heard of'),
    kept: z.int().describe('what was taken, less what was refunded, in minor units'),
    payments: z.array(
      z.object({
        paymentId: z.uuid(),
        state: PaymentState,
        chargeId: z.string().nullable(),
      }),
    ),
    refunds: z.array(
      z.object({
        refundId: z.uuid(),
        state: RefundState,
        amount: z.int().nullable().describe('in minor units; null until it begins'),
      }),
    ),
  })
  .meta({ id: 'Sale' });

@Controller()
export class LedgerController {
  constructor(private readonly ledger: Ledger) {}

  @Get('ledger')
  @ApiOperation({
    operationId: 'listLedgerEntries',
    summary: 'List the entries of the ledger',
    description: 'In the order in which they were booked. The two entries of one sequence add up to zero.',
  })
  @Access({ role: 'operator' })
  @Unlimited('costs a page of rows')
  @ApiOkResponse({ standardSchema: Entries })
  async entries(@PageAfter(Place) page: Page<EntryPlace>) {
    const find = (after: EntryPlace | undefined, most: number) => this.ledger.entries(after, most);
    return { entries: await page.of(find, ({ sequence, account }) => ({ sequence, account })) };
  }

  @Get('ledger/balances')
  @ApiOperation({
    operationId: 'getLedgerBalances',
    summary: 'Read what each account holds',
    description: 'Up to a sequence, or now. The balances of a currency add up to zero.',
  })
  @Access({ role: 'operator' })
  @Unlimited('costs a sum over the ledger, for operators')
  @ApiOkResponse({ standardSchema: Balances })
  balances(@Query('upTo', { schema: UpTo }) upTo?: number) {
    return this.ledger.balances(upTo);
  }

  @Get('sales/:orderId')
  @ApiOperation({
    operationId: 'getSale',
    summary: 'Read what became of the money of an order',
    description:
      'With each payment that the customer offered, also those that were refused: `state` says what became of it. Customers are not ' +
      'told of each: their order says whether they can pay by other means.',
  })
  @Refuses(NoSuchResource)
  @Access({ role: 'operator' })
  @Unlimited('costs a few rows, for operators')
  @ApiOkResponse({ standardSchema: Sale })
  sale(@Param('orderId', { schema: OrderId }) orderId: string) {
    return this.ledger.sale(orderId);
  }
}
