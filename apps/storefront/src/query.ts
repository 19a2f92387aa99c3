import { z } from 'zod';

/** The query of the parameters that are there. */
export function queryOf(parameters: Record<string, string | number | undefined>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value ? [[name, String(value)] as [string, string]] : [],
  );
  return given.length ? `?${new URLSearchParams(given).toString()}` : '';
}

/** The links of a page of a list. Of the last page there is no next one. */
export const PageLinks = z
  .string()
  .regex(/^<[^>]+>; rel="/)
  .optional();

/** The cursor in the link to the next page: `<?q=blue&cursor=ey>; rel="next"`. */
export function cursorIn(link = ''): string | undefined {
  const [, query] = /<\?([^>]*)>;\s*rel="?next/.exec(link) ?? [];
  return new URLSearchParams(query).get('cursor') ?? undefined;
}
