import type { Entry } from './top10-list.js';

// Both the server and the page's script render with these functions. The script gets them as text (see page.ts), so they
// are declared with `function` and use nothing but each other.

/** A birth, as the stream sends it. */
export interface Birth {
  name: string;
  sex: string;
  count: number;
}

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A name in capitals, as people write it: `ANNE-MARIE` becomes `Anne-Marie`. */
export function titleCase(name: string): string {
  return name.toLowerCase().replaceAll(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
}

export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** The length of a name's bar in percent of the longest of its list. Even the shortest is visible. */
export function barWidth(count: number, most: number): number {
  return Math.max(1, Math.round((1000 * count) / most) / 10);
}

/** The count of the most frequent name of a list, which every bar of the list is relative to. */
export function highestCount(entries: Entry[]): number {
  return Math.max(1, ...entries.map(({ count }) => count));
}

/** The rank of each name: one more than the names with a higher count, so that equal counts share it. */
export function ranksOf(entries: Entry[]): number[] {
  return entries.map(({ count }) => 1 + entries.filter((other) => other.count > count).length);
}

/** What a screen reader is told of a list that has changed: who has risen, and to which rank. */
export function describeRises(title: string, before: Map<string, number>, entries: Entry[]): string {
  const ranks = ranksOf(entries);
  const risen = entries.flatMap(({ name }, at) =>
    ranks[at]! < (before.get(name) ?? Infinity) ? [`${titleCase(name)} is number ${ranks[at]}`] : [],
  );
  const more = risen.length > 3 ? `, and ${risen.length - 3} more have risen` : '';
  return risen.length ? `${title}: ${risen.slice(0, 3).join(', ')}${more}` : '';
}

export function renderRow({ name, count }: Entry, most: number, rank: number): string {
  return `<li data-name="${escapeHtml(name)}" data-rank="${Number(rank)}">
<span>${escapeHtml(titleCase(name))}</span> <data value="${Number(count)}">${formatCount(count)}</data>
<svg aria-hidden="true"><rect width="${barWidth(count, most)}%" height="100%" rx="5"/></svg>
</li>`;
}

export function renderBirth({ name, sex, count }: Birth): string {
  return `<li data-sex="${escapeHtml(sex)}">${escapeHtml(titleCase(name))}${count > 1 ? ` ×${formatCount(count)}` : ''}</li>`;
}

/** A time as people read it, in UTC, as the server cannot know their zone. */
export function formatTime(at: string): string {
  return `${new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' })} UTC`;
}
