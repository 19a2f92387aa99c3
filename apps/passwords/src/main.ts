import { runService } from '#libs/service';
import { passwords } from './passwords.module.js';

await runService(passwords, process.env);
