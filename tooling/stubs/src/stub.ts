import type { Predicate } from './predicates.js';

/** A stub of Mountebank, with the interaction that it is generated from. */
export interface Stub {
  predicates?: Predicate[];
  responses: Record<string, any>[];
  _pact?: { interaction: string };
}

/** A stub that answers 501 as problem details. @param detail may contain `${method}` and `${path}` */
export function notImplemented(code: string, detail: string): Stub {
  const problem = { type: `urn:troupe:problem:${code}`, title: 'Not Implemented', status: 501, detail };
  const copy = (from: string) => ({
    copy: { from, into: `\${${from}}`, using: { method: 'regex', selector: '.+' } },
  });
  const headers = { 'Content-Type': 'application/problem+json' };
  const is = { statusCode: 501, headers, body: JSON.stringify(problem) };
  return { responses: [{ is, behaviors: [copy('method'), copy('path')] }] };
}
