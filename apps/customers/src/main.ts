import { run } from '#libs/service';
import { customers } from './customers.module.js';

await run(customers, process.env);
