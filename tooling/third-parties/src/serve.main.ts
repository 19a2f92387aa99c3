import { createApp } from 'mountebank';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { discoverThirdParties } from './discovery.js';
import { MOUNTEBANK_PORT } from '#tooling/platform';

/** Every third party, played in this container for the others: the launcher's Mountebank is for its own machine only. */
const HOST = '0.0.0.0';

const app = await createApp({
  host: HOST,
  port: MOUNTEBANK_PORT,
  localOnly: false,
  origin: false,
  log: { level: 'error', transports: { console: { format: 'simple' } } },
});
await once(createServer(app).listen(MOUNTEBANK_PORT, HOST), 'listening');
const thirdParties = await discoverThirdParties();
for (const { title, port, imposter } of thirdParties) {
  const response = await fetch(`http://127.0.0.1:${MOUNTEBANK_PORT}/imposters`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...imposter, port }),
  });
  if (!response.ok) throw new Error(`Mountebank refuses the ${title}: ${await response.text()}`);
  console.log(`The ${title} answers on port ${port}`);
}
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit());
