import { runService } from '#libs/service';
import { postal } from './postal.module.js';

await runService(postal, process.env);
