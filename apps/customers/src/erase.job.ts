import type { Job } from '#libs/service';

export const job: Job = {
  about: 'Erases people again. Their ids stand on standard input, one a line.',
  args: [],
};
