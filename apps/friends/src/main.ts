import { runService } from '#libs/service';
import { friends } from './friends.module.js';

await runService(friends, process.env);
