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

/** The length of a name's bar in percent of the longest. Even the shortest is visible. */
export function barWidth(count: number, most: number): number {
  return Math.max(1, Math.round((1000 * count) / most) / 10);
}

/** The count of the most frequent name, which every bar of both lists is relative to. */
export function highestCount(lists: { boys: Entry[]; girls: Entry[] }): number {
  return Math.max(1, ...[...lists.boys, ...lists.girls].map(({ count }) => count));
}

export function renderRow({ name, count }: Entry, most: number): string {
  return `<li data-name="${escapeHtml(name)}">
<span>${escapeHtml(titleCase(name))}</span> <data value="${Number(count)}">${formatCount(count)}</data>
<svg aria-hidden="true"><rect width="${barWidth(count, most)}%" height="100%" rx="5"/></svg>
</li>`;
}

export function renderBirth({ name, sex, count }: Birth): string {
  return `<li data-sex="${escapeHtml(sex)}">${escapeHtml(titleCase(name))}${count > 1 ? ` ×${formatCount(count)}` : ''}</li>`;
}

/** A time as people read it: in `timeZone` (the server uses UTC), or in the browser's own zone. */
export function formatTime(at: string, timeZone?: string): string {
  const text = new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone });
  return timeZone ? `${text} ${timeZone}` : text;
}
