import type { Entry } from './top10-list.js';

// The server makes the page of these, and the page's own script keeps it up to date by the same functions: it gets them
// as text (see page.ts), so they are declared by `function` and use nothing but each other.

/** A birth as the stream tells it. */
export interface Birth {
  name: string;
  sex: string;
  count: number;
}

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A name in capitals as its bearer writes it. */
export function titled(name: string): string {
  return name.toLowerCase().replaceAll(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
}

export function numeral(count: number): string {
  return count.toLocaleString('en');
}

/** How long a name's bar is, in percent of the longest; even the shortest can be seen. */
export function share(count: number, most: number): number {
  return Math.max(1, Math.round((1000 * count) / most) / 10);
}

/** The count of the most frequent name, by which every bar of both lists is measured. */
export function longest(lists: { boys: Entry[]; girls: Entry[] }): number {
  return Math.max(1, ...[...lists.boys, ...lists.girls].map(({ count }) => count));
}

export function row({ name, count }: Entry, most: number): string {
  return `<li data-name="${escaped(name)}">
<span>${escaped(titled(name))}</span> <data value="${Number(count)}">${numeral(count)}</data>
<svg aria-hidden="true"><rect width="${share(count, most)}%" height="100%" rx="5"/></svg>
</li>`;
}

export function chip({ name, sex, count }: Birth): string {
  return `<li data-sex="${escaped(sex)}">${escaped(titled(name))}${count > 1 ? ` ×${numeral(count)}` : ''}</li>`;
}

/** A moment as people read it: the server by UTC, the browser by its own clock. */
export function moment(at: string, timeZone?: string): string {
  const text = new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone });
  return timeZone ? `${text} ${timeZone}` : text;
}
