import { conditional, etagOf, knowsVersion } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';

/** Asks for version 3 of something with this `If-None-Match`. */
function ask(ifNoneMatch?: string) {
  const headers: Record<string, string> = {};
  const sent = { status: 200, headers };
  const reply = {
    request: { headers: { 'if-none-match': ifNoneMatch } },
    headers: (more: object) => Object.assign(headers, more),
    status: (status: number) => Object.assign(sent, { status }),
  };
  const body = conditional(reply as unknown as FastifyReply, 3, { a: 1 });
  return { ...sent, body };
}

describe('a conditional request', () => {
  it('is answered in full, with a tag, when the caller has no version or an older one', () => {
    for (const held of [undefined, '"2"', '"33"', 'W/"2"', '3', '']) {
      expect(ask(held)).toEqual({
        status: 200,
        headers: { etag: '"3"', 'cache-control': 'private, no-cache' },
        body: { a: 1 },
      });
    }
  });

  it('is answered with 304 alone when the caller has this version', () => {
    for (const held of ['"3"', 'W/"3"', '"1", "3"', '"1",W/"3"', '*']) {
      expect(ask(held)).toMatchObject({ status: 304, headers: { etag: '"3"' }, body: undefined });
    }
  });

  it('may change the version that it names', () => {
    for (const ifMatch of ['"3"', '"1", "3"', '*', etagOf(3)]) expect(knowsVersion(ifMatch, 3)).toBe(true);
    for (const ifMatch of ['"2"', 'W/"3"', '3', '']) expect(knowsVersion(ifMatch, 3)).toBe(false);
  });

  it('is refused without If-Match', () => {
    expect(() => knowsVersion(undefined, 3)).toThrow(
      expect.objectContaining({ status: 428, code: 'precondition-required' }),
    );
  });
});
