import { artefactsOf, slosOf, write } from './artefacts.js';
import { discoverServices } from '#libs/service';

const root = process.cwd();
const services = await discoverServices();
const artefacts = artefactsOf(slosOf(root), services);
write(artefacts, root);
console.log(
  `${Object.keys(artefacts).length} files for ${services.length} services: ${services.map(({ name }) => name).join(', ')}`,
);
