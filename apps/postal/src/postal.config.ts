import { configuration, outside, peer } from '#libs/service';
import { SendWelcomePack } from './events.js';

export class PostalConfig extends configuration('postal', {
  CUSTOMERS_URL: peer('customers', [SendWelcomePack.type]),
  CARRIER_URL: outside('carrier', 'The parcel carrier’s HTTP API', [SendWelcomePack.type]),
}) {}
