import { MOUNTEBANK_PORT, outliveOutput } from '#tooling/platform';
import { discoverThirdParties } from './discovery.js';
import { Mountebank } from '#tooling/mountebank';

/* Serves every third party to the other containers, so it listens on every address. */

outliveOutput();
const mountebank = await Mountebank.start({ host: '0.0.0.0', port: MOUNTEBANK_PORT });
for (const { title, port, imposter } of await discoverThirdParties()) {
  await mountebank.add({ ...imposter, port });
  console.log(`The ${title} answers on port ${port}`);
}
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit());
