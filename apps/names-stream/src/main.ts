import { runService } from '#libs/service';
import { namesStream } from './names-stream.module.js';

await runService(namesStream, process.env);
