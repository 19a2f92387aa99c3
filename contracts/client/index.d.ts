import type { Client, ClientOptions } from 'openapi-fetch';
import type { paths } from './openapi.js';

export type { components, operations, paths } from './openapi.js';

/** A client of the public API. */
export type Troupe = Client<paths>;

/** A client of the public API. @param options by default, the address is that of `npm start` */
export declare function createTroupe(options?: ClientOptions): Troupe;
