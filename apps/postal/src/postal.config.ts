import { configuration, outside, peer } from '#libs/service';

export class PostalConfig extends configuration('postal', {
  CUSTOMERS_URL: peer('customers'),
  CARRIER_URL: outside('carrier', 'The parcel carrier’s HTTP API'),
}) {}
