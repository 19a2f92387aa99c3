import { run } from '#libs/service';
import { passwords } from './passwords.module.js';

await run(passwords, process.env);
