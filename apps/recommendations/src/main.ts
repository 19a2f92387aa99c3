import { runService } from '#libs/service';
import { recommendations } from './recommendations.module.js';

await runService(recommendations, process.env);
