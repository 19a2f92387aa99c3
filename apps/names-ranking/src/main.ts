import { runService } from '#libs/service';
import { namesRanking } from './names-ranking.module.js';

await runService(namesRanking, process.env);
