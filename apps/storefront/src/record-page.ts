import { html, type Html } from './html.js';
import { suggestions } from './list-page.js';
import { formatMoney } from './money.js';
import { mostOf, type ShownRecord, stockInWords } from './record.js';
import type { Recommended } from './recommendations.client.js';
import { queryOf } from './query.js';

/** What the page of a record shows. */
export interface RecordView {
  up: string;
  record: ShownRecord;
  available?: number | undefined;
  goesWith?: readonly Recommended[] | undefined;
  /** How many of it the cart has. */
  inCart: number;
}

const minutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

const toCart = ({ up, record: { recordId, price }, available, inCart }: RecordView): Html =>
  html`<form method="post" action="${up}shop/cart" class="row">
    <input type="hidden" name="recordId" value="${recordId}" /><input
      type="hidden"
      name="amount"
      value="${price.amount}"
    /><input type="hidden" name="currency" value="${price.currency}" />
    <p>
      <label for="quantity">Copies</label
      ><input
        id="quantity"
        type="number"
        name="quantity"
        min="1"
        max="${mostOf(available)}"
        value="${inCart || 1}"
        required
      />
    </p>
    <p><button>${inCart ? 'Change the cart' : 'Put in the cart'}</button></p>
  </form>`;

export function recordPage(view: RecordView): { title: string; content: Html } {
  const { up, record, available, goesWith } = view;
  const { artist, title, genre, label, year, tracks = [], price } = record;
  const genreQuery = queryOf({ genre });
  const content = html`<h1>${title}</h1>
    <dl>
      <dt>Artist</dt>
      <dd>${artist}</dd>
      <dt>Genre</dt>
      <dd><a href="${up}shop${genreQuery}">${genre}</a></dd>
      ${
        label &&
        html`<dt>Label</dt>
          <dd>${label}</dd>`
      }${
        year !== undefined &&
        html`<dt>Year</dt>
          <dd>${year}</dd>`
      }
      <dt>Price</dt>
      <dd>${formatMoney(price)}</dd>
      ${
        available !== undefined &&
        html`<dt>Stock</dt>
          <dd>${stockInWords(available)}</dd>`
      }
    </dl>
    ${record.isForSale ? available !== 0 && toCart(view) : html`<p class="alert">This record is no longer for sale.</p>`}
    ${
      tracks.length > 0 &&
      html`<h2>Tracks</h2>
        <ol>
          ${tracks.map((track) => html`<li>${track.title} <span class="quiet-text">${minutes(track.seconds)}</span></li>`)}
        </ol>`
    }
    ${suggestions(up, 'Bought together with it', goesWith)}`;
  return { title: `${title} by ${artist}`, content };
}
