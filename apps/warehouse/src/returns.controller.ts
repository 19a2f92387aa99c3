import { Access, NoSuchResource, type Page, PageAfter, Refuses, Unlimited } from '#libs/service';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { Lines } from './lines.js';
import { ReturnState } from './returns.store.js';
import { MoreThanSent, NotDispatched, Returns, ReturnSettled } from './returns.js';

const ReturnId = z.uuid();
const Acceptance = z.object({ lines: Lines }).meta({ id: 'ReturnAcceptance' });
const Rejection = z
  .object({ reason: z.string().trim().min(1).max(500).describe('told to the customer') })
  .meta({ id: 'ReturnRejection' });
const View = z
  .object({
    returnId: z.uuid(),
    orderId: z.uuid(),
    customerId: z.uuid().nullable(),
    state: ReturnState,
    lines: Lines,
    accepted: Lines.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'GoodsReturn' });
const Views = z.object({ returns: z.array(View) }).meta({ id: 'GoodsReturns' });

const SETTLES = 'costs an event, once for each return; only operators call it';

@Controller('returns')
export class ReturnsController {
  constructor(private readonly returns: Returns) {}

  @Get()
  @ApiOperation({ operationId: 'listReturns', summary: 'List the returns that are expected' })
  @Access({ role: 'operator' })
  @Unlimited('tells operators which parcels come; costs a page of rows')
  @ApiOkResponse({ standardSchema: Views })
  async expected(@PageAfter(ReturnId) page: Page<string>) {
    const find = (after: string | undefined, most: number) => this.returns.expected(after, most);
    return { returns: await page.of(find, ({ returnId }) => returnId) };
  }

  @Get(':returnId')
  @ApiOperation({ operationId: 'getReturn', summary: 'Read a return' })
  @Refuses(NoSuchResource)
  @Access({ role: 'operator' })
  @Unlimited('tells operators what comes back')
  @ApiOkResponse({ standardSchema: View })
  find(@Param('returnId', { schema: ReturnId }) returnId: string) {
    return this.returns.find(returnId);
  }

  @Post(':returnId/acceptance')
  @ApiOperation({
    operationId: 'acceptReturn',
    summary: 'Take back what has arrived of a return',
    description:
      'Puts the copies on the shelf; their price is refunded. The same request again has no effect.',
  })
  @Refuses(NoSuchResource, ReturnSettled, NotDispatched, MoreThanSent)
  @HttpCode(200)
  @Access({ role: 'operator' })
  @Unlimited(SETTLES)
  @ApiOkResponse({ standardSchema: View })
  accept(
    @Param('returnId', { schema: ReturnId }) returnId: string,
    @Body({ schema: Acceptance }) { lines }: z.infer<typeof Acceptance>,
  ) {
    return this.returns.accept(returnId, lines);
  }

  @Post(':returnId/rejection')
  @ApiOperation({
    operationId: 'rejectReturn',
    summary: 'Reject a return',
    description: 'Nothing is refunded, and the customer is told why. The same request again has no effect.',
  })
  @Refuses(NoSuchResource, ReturnSettled)
  @HttpCode(200)
  @Access({ role: 'operator' })
  @Unlimited(SETTLES)
  @ApiOkResponse({ standardSchema: View })
  reject(
    @Param('returnId', { schema: ReturnId }) returnId: string,
    @Body({ schema: Rejection }) { reason }: z.infer<typeof Rejection>,
  ) {
    return this.returns.reject(returnId, reason);
  }
}
