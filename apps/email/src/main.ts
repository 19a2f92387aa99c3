import { runService } from '#libs/service';
import { email } from './email.module.js';

await runService(email, process.env);
