import { runService } from '#libs/service';
import { catalog } from './catalog.module.js';

await runService(catalog, process.env);
