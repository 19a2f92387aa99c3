/* `@jest/globals` for modules that stay loaded, although each file of tests has globals of its own. */

let current;

/** Sets the globals of the current file of tests. */
export const use = (globals) => void (current = globals);

const late = (name) =>
  new Proxy(() => {}, {
    apply: (_target, _self, args) => current[name](...args),
    get: (_target, key) => current[name][key],
  });

export const [afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest] = [
  'afterAll',
  'afterEach',
  'beforeAll',
  'beforeEach',
  'describe',
  'expect',
  'it',
  'jest',
].map(late);
