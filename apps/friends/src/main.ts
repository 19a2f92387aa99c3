import { run } from '#libs/service';
import { friends } from './friends.module.js';

await run(friends, process.env);
