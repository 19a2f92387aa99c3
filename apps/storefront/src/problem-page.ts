import { BadList } from './bad-list.js';
import { type Content, html, type Html } from './html.js';
import { RecordId } from './inputs.js';
import { headingOf, sentenceOf } from './sentences.js';
import { FIELDS } from './signup.client.js';

/** What is read of problem details (RFC 9457). */
export interface ToldToPeople {
  type: string;
  status: number;
  detail: string;
  correlationId: string;
  errors?: { pointer: string; detail: string }[];
}

/** The request that met the problem. */
interface Asked {
  method: string;
  url: string;
  body?: unknown;
}

/** What pages call each field. */
const LABELS: Record<string, string> = {
  ...FIELDS,
  cursor: 'Page',
  genre: 'Genre',
  q: 'Search',
  quantity: 'Copies',
  token: 'Payment token',
};
const SECRET = ['password'];

const errors = (found: ToldToPeople['errors'] = []): Content =>
  found.length > 0 &&
  html`<ul>
    ${found.map(({ pointer, detail }) => html`<li>${labelOf(nameIn(pointer))}: ${detail}</li>`)}
  </ul>`;

/** The form for a return has the number of copies by the id of each record. */
const labelOf = (name: string): string =>
  LABELS[RecordId.safeParse(name).success ? 'quantity' : name] ?? 'The address or the form';

const nameIn = (pointer: string): string => pointer.split('/').at(-1) ?? '';

const CART = 'shop/cart';

/** From where a form was sent, and what the page there is called. */
function cameFrom(path: string): [string, string] {
  const [, orderId] = /^\/shop\/orders\/([^/]+)\/\w+$/.exec(path) ?? [];
  if (orderId) return [`shop/orders/${orderId}`, 'Back to the order'];
  if (/^\/shop\/(?:cart|orders)$/.test(path)) return [CART, 'Back to the cart'];
  return [path.slice(1), 'Back to the form'];
}

/** What was sent, to send it again: it has the same key, so nothing is done twice. */
const again = (up: string, path: string, body: unknown): Html =>
  html`<form method="post" action="${up}${path.slice(1)}">
    ${Object.entries((body ?? {}) as Record<string, string>).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    <p><button>Try again</button></p>
  </form>`;

/** With the key of an order that may be placed, the cart places no second one. */
function keyOf(body: unknown): string | undefined {
  const { key } = Object(body) as { key?: string };
  return key && `?${new URLSearchParams({ key }).toString()}`;
}

const isComplete = (body: unknown): boolean => !SECRET.some((name) => name in Object(body));

/** What a customer can do about it: a form is not lost. */
function waysOn(up: string, { method, url, body }: Asked, status: number): Content {
  const path = url.split('?')[0]!;
  if (method !== 'POST' || status === 404 || status === 405) return undefined;
  const [to, name] = cameFrom(path);
  const mayBeDone = status >= 500;
  return [
    mayBeDone && isComplete(body) && again(up, path, body),
    html`<p><a href="${up}${to}${mayBeDone && to === CART && keyOf(body)}">${name}</a></p>`,
  ];
}

/** The page of a problem: a sentence for customers, and the ways on. */
export function problemPage(
  up: string,
  request: Asked,
  { type, status, detail, correlationId, errors: found }: ToldToPeople,
): { title: string; content: Html } {
  const title = headingOf(status);
  const content = html`<h1>${title}</h1>
    <div class="alert" role="alert">
      <p>${type === BadList.type ? detail : sentenceOf(type)}${status >= 500 && ' Try again in a moment.'}</p>
      ${errors(found)}
    </div>
    ${waysOn(up, request, status)}
    <p><a href="${up}shop">Show all records</a></p>
    <p class="quiet-text">If you report this, quote ${correlationId}.</p>`;
  return { title, content };
}
