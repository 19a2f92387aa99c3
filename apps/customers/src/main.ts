import { runService } from '#libs/service';
import { customers } from './customers.module.js';

await runService(customers, process.env);
