import { MEANS } from './cart-page.js';
import { type Content, html, type Html } from './html.js';
import { formatMoney, type Money } from './money.js';
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

const stateInWords = (state: string): string => STATES[state] ?? state;

type Paid = Pick<Summary, 'state' | 'total' | 'kept'>;

/** Of an order that was paid, some may have been refunded, whatever happens to the rest. */
const AFTER_PAYMENT = ['dispatched', 'returning', 'returned', 'refund-pending'];

/** What was refunded: all that is not kept any more. An order that was never paid has nothing to refund. */
function refundedOf({ state, total, kept }: Paid): Money {
  const isPaid = state === 'refunded' || (AFTER_PAYMENT.includes(state) && kept.amount > 0);
  return { ...total, amount: isPaid ? total.amount - kept.amount : 0 };
}

/** What has become of an order. */
export const orderInWords = ({ state, kept }: Omit<Paid, 'total'>): string =>
  state === 'refunded' && kept.amount > 0 ? 'Partly refunded' : stateInWords(state);

/** What has become of an order, and of its money. */
function summaryInWords(order: Paid): string {
  const [what, total, back] = [orderInWords(order), formatMoney(order.total), refundedOf(order)];
  if (order.state === 'refunded') return `${what}, ${formatMoney(back)} of ${total}`;
  return `${what}, ${total}${back.amount ? `, of which ${formatMoney(back)} was refunded` : ''}`;
}

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
        ({ orderId, placedAt, lines, ...order }) =>
          html`<li class="line">
            <div>
              <p><a href="${up}shop/orders/${orderId}">${lines.map(({ title }) => title).join(', ')}</a></p>
              <p>${time(placedAt)}</p>
            </div>
            <p>${summaryInWords(order)}</p>
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

const itemsInWords = (order: Order, items: readonly Item[]): string =>
  items.map((item) => `${item.quantity} × ${titleOf(order, item)}`).join(', ');

/** What was to come back, and was not accepted. */
function notTaken(order: Order, announced: readonly Item[], lines: readonly Item[]): Content {
  const taken = (id: string) => lines.find(({ recordId }) => recordId === id)?.quantity ?? 0;
  const rest = announced
    .map((item) => ({ ...item, quantity: item.quantity - taken(item.recordId) }))
    .filter(({ quantity }) => quantity > 0);
  return rest.length > 0 && `; not accepted: ${itemsInWords(order, rest)}`;
}

const TOO_LATE = 'Your cancellation came too late: the order had been sent already.';

const returns = (order: Order): Content =>
  order.returns.length > 0 &&
  html`<h2>Returns</h2>
    <ul>
      ${order.returns.map(
        ({ state, reason, lines, announced }) =>
          html`<li>
            ${itemsInWords(order, lines)}:
            ${stateInWords(state)}${reason && ` (${reason})`}${notTaken(order, announced, lines)}
          </li>`,
      )}
    </ul>`;

export function orderPage(view: OrderView): { title: string; content: Html } {
  const { up, order, alert } = view;
  const { reason, payBy, trackingId, cancellation } = order;
  const refunded = refundedOf(order);
  const content = html`<div id="order" data-waits="${String(waits(order))}">
    <h1 tabindex="-1">${orderInWords(order)}</h1>
    ${alert && html`<p class="alert" role="alert">${alert}</p>`}
    ${cancellation && html`<p class="note">${TOO_LATE}</p>`}
    ${isPaidBack(order) && html`<p class="note">Your refund is pending. You need not do anything for it.</p>`}
    <dl>
      <dt>Order number</dt>
      <dd>${order.orderId}</dd>
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
      ${
        refunded.amount > 0 &&
        html`<dt>Refunded</dt>
          <dd>${formatMoney(refunded)} of ${formatMoney(order.total)}</dd>`
      }
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
  return { title: `Order: ${orderInWords(order)}`, content };
}
