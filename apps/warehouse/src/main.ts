import { runService } from '#libs/service';
import { warehouse } from './warehouse.module.js';

await runService(warehouse, process.env);
