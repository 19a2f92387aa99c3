import { Group, Access, NotYet, type Page, PageAfter, Refuses, Unlimited } from '#libs/service';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { Friends } from './friends.js';

const CustomerId = z.uuid().describe('The id of the customer');
const FriendId = z.uuid();
const Name = z
  .object({ given: z.string(), familyInitial: z.string() })
  .meta({ id: 'FriendName', example: { given: 'Ben', familyInitial: 'B' } });
const Suggestions = z
  .object({
    suggestions: z.array(
      z.object({
        friendId: z.uuid(),
        name: Name.nullable().describe('null when the friend registered before names were kept'),
      }),
    ),
  })
  .meta({ id: 'FriendSuggestions' });

@Group('Friends', 'People whom a customer may know here.')
@Controller('customers')
export class FriendsController {
  constructor(private readonly friends: Friends) {}

  @Get(':customerId/friend-suggestions')
  @ApiOperation({
    operationId: 'listFriendSuggestions',
    summary: 'List the people whom a customer may know here',
    description: 'Lists people who verified their addresses and named each other.',
  })
  @Refuses(NotYet)
  @Access({ subject: 'customerId' })
  @Unlimited(
    'tells who has an account, with the given name and the initial of the family name, but only people who verified their addresses and named each other',
  )
  @ApiOkResponse({ standardSchema: Suggestions })
  async suggestions(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @PageAfter(FriendId) page: Page<string>,
  ) {
    const find = (after: string | undefined, most: number) =>
      this.friends.suggestions(customerId, after, most);
    return { suggestions: await page.of(find, ({ friendId }) => friendId) };
  }
}
