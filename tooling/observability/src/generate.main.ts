import { artefactsOf, slosOf, write } from './artefacts.js';
import { discoverServices } from '#libs/service';

const house = process.cwd();
const services = await discoverServices();
const artefacts = artefactsOf(slosOf(house), services);
write(artefacts, house);
console.log(
  `${Object.keys(artefacts).length} files for ${services.length} services: ${services.map(({ name }) => name).join(', ')}`,
);
