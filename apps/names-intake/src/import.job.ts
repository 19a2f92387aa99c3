import type { Job } from '#libs/service';

export const job = {
  about: 'Imports official files of the names of one sex in one year. Importing a file again has no effect.',
  args: [
    {
      name: 'FILE',
      about:
        'a file with lines of the form NAME,count; its name contains the word boys, male, girls or female: boys-2024.csv',
      repeated: true,
    },
  ],
} as const satisfies Job;
