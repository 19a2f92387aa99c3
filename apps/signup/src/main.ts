import { run } from '#libs/service';
import { signup } from './signup.module.js';

await run(signup, process.env);
