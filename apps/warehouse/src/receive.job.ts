import type { Job } from '#libs/service';

export const job = {
  about: 'Books what a supplier delivered. Booking a delivery again has no effect.',
  args: [
    { name: 'DELIVERY', about: 'the number of the delivery note, such as DN-2026-117' },
    { name: 'FILE', about: 'a file with lines of the form RECORD-ID,QUANTITY', exists: 'file' },
  ],
} as const satisfies Job;
