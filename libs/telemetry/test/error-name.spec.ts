import { errorName, Telemetry } from '#libs/telemetry';
import { describe, expect, it } from '@jest/globals';

/** As pg throws it. */
const databaseError = (code?: string) => Object.assign(new Error('no'), { name: 'error', code });

describe('the name of an error', () => {
  it.each([
    [databaseError('23505'), 'integrity_constraint_violation'],
    [databaseError('40001'), 'transaction_rollback'],
    [databaseError('57P01'), 'operator_intervention'],
    [databaseError('Z9999'), 'sqlstate_Z9'],
    [databaseError(), 'error'],
    [new RangeError('no'), 'RangeError'],
    ['a text', 'string'],
    [undefined, 'undefined'],
    [null, 'object'],
  ])('of %p is %s', (error, name) => {
    expect(errorName(error)).toBe(name);
  });

  it('is the type of an error in a log line', () => {
    const lines: string[] = [];
    const { log } = new Telemetry('alpha', 'info', { logTo: { write: (line) => void lines.push(line) } });
    log.warn({ err: databaseError('23505') }, 'it failed');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      err: { type: 'integrity_constraint_violation', code: '23505' },
    });
  });
});
