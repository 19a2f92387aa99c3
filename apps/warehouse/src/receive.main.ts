import { receiveDelivery } from './receive-delivery.js';

process.exitCode = await receiveDelivery(process.argv.slice(2), process.env, (text) =>
  process.stdout.write(text),
);
