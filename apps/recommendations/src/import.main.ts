import { importInvoices } from './import-invoices.js';

process.exitCode = await importInvoices(process.argv.slice(2), process.env, (text) =>
  process.stdout.write(text),
);
