import { problemType } from '#libs/messaging';
import { z } from 'zod';

/** What a neighbour finds wrong with the parameters of a list. */
export const BadParameters = z.object({
  errors: z.array(z.object({ detail: z.string(), pointer: z.string() })),
});

export const BadList = problemType({
  code: 'storefront.bad-list',
  status: 400,
  meaning: 'There is no such list, or no such page of it.',
  advice: 'Search for something else, or begin at the first page.',
});

/** The refusal of a list that a neighbour refuses. */
export const badList = ({ errors }: z.infer<typeof BadParameters>) =>
  BadList.refusal(
    errors.some(({ pointer }) => pointer.endsWith('/cursor'))
      ? 'There is no such page of the list: begin at the first one.'
      : `Search for something else: ${errors.map(({ detail }) => detail).join(', ')}.`,
  );
