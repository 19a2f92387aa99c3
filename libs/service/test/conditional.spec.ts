import { conditional, etagOf, knowsVersion, permitsVersion } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';

const THING = { label: 'a thing', parts: { b: 1, a: 2 }, version: 3 };
const TAG = etagOf(THING);
/** What had the same version in another history: before a reset, or after the moment of a backup. */
const ANOTHER = { ...THING, label: 'another thing' };

/** Asks for version 3 of something with this `If-None-Match`. */
function ask(ifNoneMatch?: string) {
  const headers: Record<string, string> = {};
  const sent = { status: 200, headers };
  const reply = {
    request: { headers: { 'if-none-match': ifNoneMatch } },
    headers: (more: object) => Object.assign(headers, more),
    status: (status: number) => Object.assign(sent, { status }),
  };
  const body = conditional(reply as unknown as FastifyReply, THING, { a: 1 });
  return { ...sent, body };
}

describe('a conditional request', () => {
  it('is answered in full, with a tag, when the caller has no version or an older one', () => {
    for (const held of [
      undefined,
      '"3"',
      etagOf({ ...THING, version: 2 }),
      etagOf(ANOTHER),
      `W/${etagOf(ANOTHER)}`,
      '3',
      '',
    ]) {
      expect(ask(held)).toEqual({
        status: 200,
        headers: { etag: TAG, 'cache-control': 'private, no-cache' },
        body: { a: 1 },
      });
    }
  });

  it('is answered with 304 alone when the caller has this version', () => {
    for (const held of [TAG, `W/${TAG}`, `"1", ${TAG}`, `"1",W/${TAG}`, '*', `,${TAG}`, `"1", ,W/${TAG},`]) {
      expect(ask(held)).toMatchObject({ status: 304, headers: { etag: TAG }, body: undefined });
    }
  });

  it('may change the version that it names', () => {
    for (const ifMatch of [
      TAG,
      `"1", ${TAG}`,
      '*',
      `,${TAG}`,
      `${TAG}, `,
      `"1", ,\t,${TAG}`,
      `"a,b", ${TAG}`,
    ])
      expect(knowsVersion(ifMatch, THING)).toBe(true);
    for (const ifMatch of ['"3"', etagOf(ANOTHER), `W/${TAG}, "3"`, ',"3",', `"3,${TAG.slice(1)}`])
      expect(knowsVersion(ifMatch, THING)).toBe(false);
  });

  it('may be erased without naming a version, but not as another one than it is', () => {
    expect(permitsVersion(undefined, THING)).toBe(true);
    expect(permitsVersion(`"1", ${TAG}`, THING)).toBe(true);
    for (const ifMatch of ['"3"', etagOf(ANOTHER)]) expect(permitsVersion(ifMatch, THING)).toBe(false);
  });

  it.each([
    ['garbage', 400, 'if-match-invalid'],
    ['3', 400, 'if-match-invalid'],
    ['', 400, 'if-match-invalid'],
    [' , ,', 400, 'if-match-invalid'],
    [`${TAG}, "3`, 400, 'if-match-invalid'],
    [`${TAG}, 3`, 400, 'if-match-invalid'],
    [`*, ${TAG}`, 400, 'if-match-invalid'],
    [`W/${TAG}`, 412, 'if-match-weak'],
  ])('is refused with a true reason for If-Match: %s', (ifMatch, status, code) => {
    for (const asks of [knowsVersion, permitsVersion])
      expect(() => asks(ifMatch, THING)).toThrow(expect.objectContaining({ status, code }));
  });

  it('has the same tag in whatever order the database returns the fields', () => {
    expect(etagOf({ version: 3, parts: { a: 2, b: 1 }, label: 'a thing' } as typeof THING)).toBe(TAG);
  });

  it('is refused without If-Match', () => {
    expect(() => knowsVersion(undefined, THING)).toThrow(
      expect.objectContaining({ status: 428, code: 'precondition-required' }),
    );
  });
});
