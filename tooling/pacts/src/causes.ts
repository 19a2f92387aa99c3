import type { Verification } from './verification-results.js';

/** How many interactions a line names. */
const NAMED = 3;

/**
 * What was not kept, a line for each cause: what was expected and what came, and then the interactions that it hits.
 * @example `expected 201 but was 200 (customers to signup: a registration)`
 */
export function causesOf(verifications: Verification[]): string[] {
  const hit = verifications.flatMap(({ provider, interactions }) =>
    Object.entries(interactions).flatMap(([title, mismatches]) =>
      mismatches.map((cause) => ({ cause, title: `${provider} to ${title}` })),
    ),
  );
  return [...Map.groupBy(hit, ({ cause }) => cause)].map(([cause, all]) => {
    const titles = [...new Set(all.map(({ title }) => title))];
    const more = titles.length > NAMED ? [`and ${titles.length - NAMED} more`] : [];
    return `${cause} (${[...titles.slice(0, NAMED), ...more].join('; ')})`;
  });
}
