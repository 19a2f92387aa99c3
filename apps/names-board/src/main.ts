import { run } from '#libs/service';
import { namesBoard } from './names-board.module.js';

await run(namesBoard, process.env);
