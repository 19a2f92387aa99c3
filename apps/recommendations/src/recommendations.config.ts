import { configuration } from '#libs/service';

export class RecommendationsConfig extends configuration('recommendations') {}
