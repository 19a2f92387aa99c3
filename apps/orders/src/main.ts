import { runService } from '#libs/service';
import { orders } from './orders.module.js';

await runService(orders, process.env);
