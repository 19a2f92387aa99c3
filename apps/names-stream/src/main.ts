import { run } from '#libs/service';
import { namesStream } from './names-stream.module.js';

await run(namesStream, process.env);
