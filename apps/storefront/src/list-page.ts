import { type Content, html, type Html } from './html.js';
import { formatMoney } from './money.js';
import { availability, type Listed } from './record.js';
import type { Summary } from './orders.client.js';
import { orderInWords } from './order-page.js';
import type { Recommended } from './recommendations.client.js';
import { queryOf } from './query.js';

/** What the list of records shows. */
export interface ListView {
  up: string;
  q?: string | undefined;
  genre?: string | undefined;
  records: readonly Listed[];
  levels: ReadonlyMap<string, number>;
  /** The parameter that leads to the next page. */
  next?: Record<string, string | number> | undefined;
  /** Undefined when they cannot be had, or there is nothing to go with. */
  goesWith?: readonly Recommended[] | undefined;
  lastOrder?: Summary | undefined;
}

const item = (up: string, { recordId, title, artist, price }: Omit<Listed, 'genre'>, more: Content): Html =>
  html`<li>
    <a href="${up}shop/records/${recordId}">${title}</a>
    <p>${artist}</p>
    <p>${formatMoney(price)}</p>
    ${more}
  </li>`;

const stock = (available: number | undefined): Content => {
  const told = availability(available);
  return told && html`<p class="quiet-text">${told}</p>`;
};

/** What goes with a record; the section is gone when there is nothing. */
export const suggestions = (up: string, title: string, records: readonly Recommended[] = []): Content =>
  records.length > 0 &&
  html`<section aria-labelledby="suggestions">
    <h2 id="suggestions">${title}</h2>
    <ul class="records">
      ${records.map((record) => item(up, record, html`<p class="quiet-text">${record.because.sentence}</p>`))}
    </ul>
  </section>`;

/** A shop that was just started has no records. */
const nothing = ({ up, q, genre }: ListView): Html =>
  q || genre
    ? html`<p>There is none. <a href="${up}shop">Show all records</a></p>`
    : html`<p>Nothing is for sale yet. Who runs this shop fills it by <code>npm run records:ship</code>.</p>`;

const titleOf = ({ q, genre }: ListView): string => {
  if (q) return `Records that match “${q}”`;
  return genre ? `${genre} records` : 'Records';
};

export function listPage(view: ListView): { title: string; content: Html } {
  const { up, q, genre, records, levels, next, lastOrder } = view;
  const title = titleOf(view);
  const more = next && queryOf({ q, genre, ...next });
  const content = html`<h1>${title}</h1>
    ${lastOrder && html`<p>Your last order: <a href="${up}shop/orders/${lastOrder.orderId}">${orderInWords(lastOrder)}</a></p>`}
    ${!records.length && nothing(view)}
    <ul class="records">
      ${records.map((record) => item(up, record, stock(levels.get(record.recordId))))}
    </ul>
    ${more && html`<p><a rel="next" href="${up}shop${more}">More records</a></p>`}
    ${suggestions(up, 'Goes with what is in your cart', view.goesWith)}`;
  return { title, content };
}
