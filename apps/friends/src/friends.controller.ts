import { Access, Unlimited } from '#libs/service';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { Friends } from './friends.js';

const CustomerId = z.uuid();
const Suggestions = z
  .object({ suggestions: z.array(z.object({ friendId: z.uuid() })) })
  .meta({ id: 'FriendSuggestions' });

@Controller('customers')
export class FriendsController {
  constructor(private readonly friends: Friends) {}

  /** Answers with at most 100 suggestions. */
  @Get(':customerId/friend-suggestions')
  @Access({ subject: 'customerId' })
  @Unlimited('tells who has an account, but only people who verified their addresses and named each other')
  @ApiOkResponse({ standardSchema: Suggestions })
  async suggestions(@Param('customerId', { schema: CustomerId }) customerId: string) {
    return { suggestions: await this.friends.suggestions(customerId) };
  }
}
