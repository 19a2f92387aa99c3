import { run } from '#libs/service';
import { namesRanking } from './names-ranking.module.js';

await run(namesRanking, process.env);
