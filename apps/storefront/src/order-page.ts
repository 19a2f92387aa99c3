import { MEANS } from './cart-page.js';
import { type Content, html, type Html } from './html.js';
import { formatMoney } from './money.js';
import type { Item, Order, Summary } from './orders.client.js';

const STATES: Record<string, string> = {
  placed: 'Placed',
  reserved: 'Reserved for you',
  'payment-refused': 'The payment was refused',
  paid: 'Paid',
  cancelling: 'Being cancelled',
  cancelled: 'Cancelled',
  dispatched: 'Dispatched',
  returning: 'On its way back',
  returned: 'Returned',
  'refund-pending': 'The refund takes longer than usual',
  refunded: 'Refunded',
  rejected: 'Not accepted',
};
const REASONS: Record<string, string> = {
  'stock-missing': 'there are not enough copies',
  'payment-refused': 'the payment was refused',
  requested: 'you asked for it',
  expired: 'it was not paid in time',
  undeliverable: 'it could not be delivered',
};
/** Whether more happens by itself. */
const waits = ({ state, kept }: Order): boolean =>
  state === 'cancelled' ? kept.amount > 0 : !['dispatched', 'refunded', 'payment-refused'].includes(state);

/** Money that goes back: at once, or, when the gateway refuses, at a later attempt. */
const isPaidBack = ({ state, kept }: Order): boolean =>
  kept.amount > 0 && ['cancelled', 'returned', 'refund-pending'].includes(state);

export const stateInWords = (state: string): string => STATES[state] ?? state;

const time = (at: string): Html =>
  html`<time datetime="${at}"
    >${new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })}
    UTC</time
  >`;

export function ordersPage(
  up: string,
  orders: readonly Summary[],
  next: string | undefined,
): { title: string; content: Html } {
  const more = next && `?cursor=${encodeURIComponent(next)}`;
  const content = html`<h1>My orders</h1>
    ${!orders.length && html`<p>You have not ordered anything yet. <a href="${up}shop">Show all records</a></p>`}
    <ul class="lines">
      ${orders.map(
        ({ orderId, placedAt, state, total, lines }) =>
          html`<li class="line">
            <div>
              <p><a href="${up}shop/orders/${orderId}">${lines.map(({ title }) => title).join(', ')}</a></p>
              <p>${time(placedAt)}</p>
            </div>
            <p>${stateInWords(state)}, ${formatMoney(total)}</p>
          </li>`,
      )}
    </ul>
    ${more && html`<p><a rel="next" href="${more}">Earlier orders</a></p>`}`;
  return { title: 'My orders', content };
}

/** What the page of an order shows. */
export interface OrderView {
  up: string;
  order: Order;
  /** By which a repetition does nothing twice. */
  key: string;
  alert?: string | undefined;
}

const returnForm = ({ up, order: { orderId, lines }, key }: OrderView): Html =>
  html`<section class="card" aria-labelledby="return">
    <h2 id="return">Return records</h2>
    <form method="post" action="${up}shop/orders/${orderId}/returns">
      <input type="hidden" name="key" value="${key}" />
      ${lines.map(
        ({ recordId, title, quantity }) =>
          html`<p>
            <label
              >${title}: copies to return
              <input type="number" name="${recordId}" min="0" max="${quantity}" value="0" required
            /></label>
          </p>`,
      )}
      <button>Return them</button>
    </form>
  </section>`;

/** Exactly what the links of the order say can be done now. */
const actions = (view: OrderView): Content => {
  const { up, order, key } = view;
  const { orderId, links } = order;
  return [
    links['pay-again'] &&
      html`<section class="card" aria-labelledby="pay">
        <h2 id="pay">Pay by other means</h2>
        <form method="post" action="${up}shop/orders/${orderId}/payments">
          <input type="hidden" name="key" value="${key}" />${MEANS}<button>Pay</button>
        </form>
      </section>`,
    links.cancel &&
      html`<form method="post" action="${up}shop/orders/${orderId}/cancellation">
        <p><button class="quiet">Cancel the order</button></p>
      </form>`,
    links.return && returnForm(view),
  ];
};

const titleOf = ({ lines }: Order, { recordId }: Item): string =>
  lines.find((line) => line.recordId === recordId)?.title ?? 'a record';

const returns = (order: Order): Content =>
  order.returns.length > 0 &&
  html`<h2>Returns</h2>
    <ul>
      ${order.returns.map(
        ({ state, reason, lines }) =>
          html`<li>
            ${lines.map((line) => `${line.quantity} × ${titleOf(order, line)}`).join(', ')}:
            ${stateInWords(state)}${reason && ` (${reason})`}
          </li>`,
      )}
    </ul>`;

export function orderPage(view: OrderView): { title: string; content: Html } {
  const { up, order, alert } = view;
  const { state, reason, payBy, trackingId } = order;
  const content = html`<div id="order" data-waits="${String(waits(order))}">
    <h1 tabindex="-1">${stateInWords(state)}</h1>
    ${alert && html`<p class="alert" role="alert">${alert}</p>`}
    ${isPaidBack(order) && html`<p class="note">Your refund is pending. You need not do anything for it.</p>`}
    <dl>
      <dt>Ordered</dt>
      <dd>${time(order.placedAt)}</dd>
      ${
        reason &&
        html`<dt>Because</dt>
          <dd>${REASONS[reason] ?? reason}</dd>`
      }
      ${
        payBy &&
        html`<dt>To be paid by</dt>
          <dd>${time(payBy)}</dd>`
      }
      ${
        trackingId &&
        html`<dt>Parcel</dt>
          <dd>${trackingId}</dd>`
      }
      <dt>Total</dt>
      <dd>${formatMoney(order.total)}</dd>
      <dt>Paid, less refunds</dt>
      <dd>${formatMoney(order.kept)}</dd>
    </dl>
    <ul class="lines">
      ${order.lines.map(
        ({ recordId, title, artist, quantity, price }) =>
          html`<li class="line">
            <div>
              <p><a href="${up}shop/records/${recordId}">${title}</a></p>
              <p>${artist}</p>
            </div>
            <p>${quantity} × ${formatMoney(price)}</p>
          </li>`,
      )}
    </ul>
    ${returns(order)}${actions(view)}
  </div>`;
  return { title: `Order: ${stateInWords(state)}`, content };
}
