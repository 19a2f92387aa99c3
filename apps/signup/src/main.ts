import { runService } from '#libs/service';
import { signup } from './signup.module.js';

await runService(signup, process.env);
