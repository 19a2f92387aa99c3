import { importChinook } from './import-chinook.js';

process.exitCode = await importChinook(process.argv.slice(2), process.env, (text) =>
  process.stdout.write(text),
);
