import { runService } from '#libs/service';
import { namesBoard } from './names-board.module.js';

await runService(namesBoard, process.env);
