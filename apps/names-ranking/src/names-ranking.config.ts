import { configuration } from '#libs/service';

export class NamesRankingConfig extends configuration('names-ranking') {}
