import { discoverServices } from '#libs/service';
import { writeEnvironment } from './environment.js';

console.log(await writeEnvironment(process.cwd(), await discoverServices()));
