import { urlBelow } from '#libs/service';
import type { Start } from './public-api.js';

/** What a program reads at this address, and goes on from. */
export interface Home {
  /**
   * Whole URLs: of each operation that needs no id and answers by no page, by its `operationId`, and of the document that says what each one takes
   * (`service-desc`, and `service-doc` for people: RFC 8631).
   */
  links: Record<string, string>;
}

/** @param origin by which the caller reaches the gateway */
export function homeOf(starts: readonly Start[], origin: string): Home {
  const linkTo = (path: string) => urlBelow(origin, path);
  return {
    links: {
      self: linkTo('/'),
      'service-desc': linkTo('/openapi.json'),
      'service-doc': linkTo('/docs'),
      ...Object.fromEntries(starts.map(({ operationId, path }) => [operationId, linkTo(path)])),
    },
  };
}
