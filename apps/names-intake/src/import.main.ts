import { importFiles } from './import-files.js';

process.exitCode = await importFiles(process.argv.slice(2), process.env, (text) =>
  process.stdout.write(text),
);
