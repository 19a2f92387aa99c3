import { it, expect } from '@jest/globals';
const t0 = Date.now();
const m = await import('#libs/messaging');
const t1 = Date.now();
const { eventually } = await import('#libs/testing');
const t2 = Date.now();
it('x', () => { console.log(t1 - t0, t2 - t1); expect(eventually).toBeDefined(); expect(m).toBeDefined(); });
