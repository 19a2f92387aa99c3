import { runService } from '#libs/service';
import { gateway } from './gateway.module.js';

await runService(gateway, process.env);
