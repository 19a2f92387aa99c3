import type { Job } from '#libs/service';

export const job = {
  about:
    'Learns from the invoices of the Chinook music store what is bought together. Importing them again has no effect.',
  args: [
    {
      name: 'FOLDER',
      about: 'the folder with albums.csv, artists.csv, tracks.csv and invoice-lines.csv',
      exists: 'path',
    },
  ],
} as const satisfies Job;
