import { runService } from '#libs/service';
import { finance } from './finance.module.js';

await runService(finance, process.env);
