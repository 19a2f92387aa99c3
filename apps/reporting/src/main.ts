import { runService } from '#libs/service';
import { reporting } from './reporting.module.js';

await runService(reporting, process.env);
