import { configuration, link } from '#libs/service';

export class CatalogConfig extends configuration('catalog', {
  PUBLIC_URL: link('catalog'),
}) {}
