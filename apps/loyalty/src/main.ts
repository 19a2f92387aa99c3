import { runService } from '#libs/service';
import { loyalty } from './loyalty.module.js';

await runService(loyalty, process.env);
