import { runService } from '#libs/service';
import { monitor } from './monitor.module.js';

await runService(monitor, process.env);
