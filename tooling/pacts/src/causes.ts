import type { Verification } from './verification-results.js';

/** How many interactions a line names. */
const NAMED = 3;

/** Values that differ from run to run, and what stands for them while causes are compared. */
const RANDOM: [RegExp, string][] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'TOKEN'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, 'ID'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?/g, 'TIME'],
  [/\b(127\.0\.0\.1|localhost|\[::1\]):\d+/g, 'HOST'],
  [/\b([0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16})\b/gi, 'HASH'],
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, 'HASH'], // a SHA-256 in base64url
];

const alike = (cause: string): string =>
  RANDOM.reduce((text, [pattern, name]) => text.replaceAll(pattern, name), cause);

/**
 * What was not kept, a line for each cause: what was expected and what came, and then the interactions that it hits.
 * Causes that differ only in ids, times, hashes, tokens or ports are one; the line quotes the first.
 * @example `expected 201 but was 200 (customers to signup: a registration)`
 */
export function causesOf(verifications: Verification[]): string[] {
  const hit = verifications.flatMap(({ provider, interactions }) =>
    Object.entries(interactions).flatMap(([title, mismatches]) =>
      mismatches.map((cause) => ({ cause, title: `${provider} to ${title}` })),
    ),
  );
  return [...Map.groupBy(hit, ({ cause }) => alike(cause))].map(([, all]) => {
    const titles = [...new Set(all.map(({ title }) => title))];
    const more = titles.length > NAMED ? [`and ${titles.length - NAMED} more`] : [];
    return `${all[0]!.cause} (${[...titles.slice(0, NAMED), ...more].join('; ')})`;
  });
}
