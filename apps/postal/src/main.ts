import { run } from '#libs/service';
import { postal } from './postal.module.js';

await run(postal, process.env);
