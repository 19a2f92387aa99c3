import { runService } from '#libs/service';
import { namesIntake } from './names-intake.module.js';

await runService(namesIntake, process.env);
