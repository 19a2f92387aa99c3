import { run } from '#libs/service';
import { namesIntake } from './names-intake.module.js';

await run(namesIntake, process.env);
