import type { Job } from '#libs/service';

export const job = {
  about: 'Imports the albums of the Chinook music store as records. Importing them again has no effect.',
  args: [
    {
      name: 'FOLDER',
      about: 'the folder with albums.csv, artists.csv, genres.csv and tracks.csv',
      exists: 'path',
    },
  ],
} as const satisfies Job;
