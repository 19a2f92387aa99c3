import { run } from '#libs/service';
import { loyalty } from './loyalty.module.js';

await run(loyalty, process.env);
