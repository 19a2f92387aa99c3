import { run } from '#libs/service';
import { email } from './email.module.js';

await run(email, process.env);
