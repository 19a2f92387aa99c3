import { InvalidInput } from '#libs/messaging';
import { PageAfter, Page } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { z } from 'zod';

const ENTRIES = Array.from({ length: 7 }, (_, nth) => nth + 1);
const find = async (after = 0, most = 0) => ENTRIES.filter((nth) => nth > after).slice(0, most);

class List {
  list(@PageAfter(z.int()) page: Page<number>) {
    return page;
  }
}

/** The page that a request gets, as Nest makes it of the decorator. */
function pageOf(url: string): { page: Page<number>; headers: Record<string, string> } {
  const headers: Record<string, string> = {};
  const query = Object.fromEntries(new URLSearchParams(url.split('?')[1]));
  const reply = {
    request: { url },
    header: (name: string, value: string) => (headers[name] = value),
    getHeader: (name: string) => headers[name],
  };
  const http = { getRequest: () => ({ query }), getResponse: () => reply };
  const [argument] = Object.values(
    Reflect.getMetadata(ROUTE_ARGS_METADATA, List, 'list') as Record<string, { factory: Function }>,
  );
  const page = argument!.factory(undefined, { switchToHttp: () => http }) as Page<number>;
  return { page, headers };
}

async function get(url: string) {
  const { page, headers } = pageOf(url);
  return { entries: await page.of(find, (nth) => nth), link: headers.link };
}

describe('a list', () => {
  it('is read page by page, by the link of each answer, without a gap and without a repetition', async () => {
    const read: number[][] = [];
    let next: string | undefined = '/list?sex=male&limit=3';
    while (next) {
      const { entries, link } = await get(next);
      read.push(entries);
      const [, reference] = /^<(\?[^>]+)>; rel="next"$/.exec(link ?? '') ?? [];
      next = reference && new URL(reference, 'http://api.test/list').href;
      if (next) expect(new URL(next).searchParams.get('sex')).toBe('male');
    }
    expect(read).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  });

  it('has no link to an empty page', async () => {
    expect(await get('/list?limit=7')).toEqual({ entries: ENTRIES, link: undefined });
  });

  it('has twenty entries a page unless the caller says otherwise, and a hundred at most', () => {
    expect(pageOf('/list').page.limit).toBe(20);
    expect(pageOf('/list?limit=100').page.limit).toBe(100);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=many', 'limit'],
    ['limit=', 'limit'],
    ['cursor=', 'cursor'],
    ['cursor=%00', 'cursor'],
    ['cursor=bnVsbA', 'cursor'],
    ['cursor=ImEi', 'cursor'],
  ])('refuses ?%s', (query, parameter) => {
    const refused = () => pageOf(`/list?${query}`);
    expect(refused).toThrow(InvalidInput);
    expect(refused).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: [parameter] })] }),
    );
  });
});
