import type { Job } from '#libs/service';

export const job = {
  about: 'Puts the records up for sale that the shop comes with. Running it again has no effect.',
  args: [],
} as const satisfies Job;
