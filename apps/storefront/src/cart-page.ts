import { type CartLine, markOf, totalsOf } from './cart.js';
import { type Content, html, type Html } from './html.js';
import { formatMoney } from './money.js';
import { type Listed, mostOf } from './record.js';

/** What the page of the cart shows. */
export interface CartView {
  up: string;
  lines: readonly CartLine[];
  /** The records as they were known last. */
  records: readonly Listed[];
  /** How many copies there are of each; of some it may be unknown. */
  levels: ReadonlyMap<string, number>;
  isLoggedIn: boolean;
  /** Whether orders answers. */
  canOrder: boolean;
  /** By which a repetition places no second order. */
  key: string;
  /** Why the cart is shown instead of an order. */
  alert?: string | undefined;
}

const line = (
  { up, levels }: CartView,
  { recordId, quantity, price }: CartLine,
  record: Listed | undefined,
): Html =>
  html`<li class="line">
    <div>
      <p><a href="${up}shop/records/${recordId}">${record?.title ?? 'A record'}</a></p>
      <p>${record?.artist}</p>
      <p>${formatMoney(price)} each</p>
    </div>
    <form method="post" action="${up}shop/cart" class="row">
      <input type="hidden" name="recordId" value="${recordId}" /><input
        type="hidden"
        name="amount"
        value="${price.amount}"
      /><input type="hidden" name="currency" value="${price.currency}" />
      <label
        >Copies
        <input
          type="number"
          name="quantity"
          min="0"
          max="${mostOf(levels.get(recordId))}"
          value="${quantity}"
          aria-label="Copies of ${record?.title ?? 'a record'}"
          required /></label
      ><button class="quiet" aria-label="Change ${record?.title ?? 'a record'}">Change</button
      ><button
        class="quiet"
        name="quantity"
        value="0"
        formnovalidate
        aria-label="Remove ${record?.title ?? 'a record'}"
      >
        Remove
      </button>
    </form>
  </li>`;

/** By what the payment gateway gives: its own page or script fills this in where it has one. */
export const MEANS = html`<p>
    <label for="token">Payment token</label
    ><input
      id="token"
      name="token"
      pattern="[\\w\\-]{8,200}"
      minlength="8"
      maxlength="200"
      autocomplete="off"
      required
      aria-describedby="token-help"
    />
  </p>
  <p id="token-help" class="quiet-text">What the payment gateway gave you, such as tok_visa-4242.</p>`;

const order = ({ up, lines, isLoggedIn, canOrder, key }: CartView): Content => {
  if (!isLoggedIn) return html`<p><a href="${up}shop/log-in">Log in to order</a></p>`;
  return html`<form method="post" action="${up}shop/orders">
    <input type="hidden" name="key" value="${key}" /><input
      type="hidden"
      name="shown"
      value="${markOf(lines)}"
    />${MEANS}
    ${canOrder ? html`<button>Order and pay</button>` : html`<button disabled>Ordering is not available: your cart is kept</button>`}
  </form>`;
};

export function cartPage(view: CartView): { title: string; content: Html } {
  const { up, lines, records, alert } = view;
  const found = new Map(records.map((record) => [record.recordId, record]));
  const content = html`<h1>Your cart</h1>
    ${alert && html`<p class="alert" role="alert">${alert}</p>`}
    ${
      lines.length > 0
        ? html`<ul class="lines">
              ${lines.map((one) => line(view, one, found.get(one.recordId)))}
            </ul>
            <p class="total">Total: ${totalsOf(lines).map(formatMoney).join(' and ')}</p>
            ${order(view)}`
        : html`<p>It is empty. <a href="${up}shop">Show all records</a></p>`
    }`;
  return { title: 'Your cart', content };
}
