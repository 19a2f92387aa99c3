import { configuration } from '#libs/service';

export class CatalogConfig extends configuration('catalog') {}
