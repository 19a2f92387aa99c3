import { createHash } from 'node:crypto';
import { type Source, notesOf } from './degraded.js';
import { type Content, html, Html } from './html.js';
import { followOrder } from './page.live.js';
import { STYLE } from './page.style.js';
import type { Visit } from './visits.js';

/** A page of the shop. */
export interface Page {
  title: string;
  content: Content;
  /** The neighbours without which it was made. */
  degraded?: readonly Source[];
  /** The points of the person. */
  points?: number | undefined;
  /** What was searched for. */
  q?: string | undefined;
}

const SCRIPT = `(${followOrder.toString()})(document);`;

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const POLICY = [
  "default-src 'none'",
  `script-src ${hash(SCRIPT)}`,
  `style-src ${hash(STYLE)}`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Pages are made for one person: no cache keeps them. What is degraded is told to programs, too. */
export const headersOf = ({ degraded = [] }: Pick<Page, 'degraded'>): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'referrer-policy': 'same-origin',
  'cache-control': 'private, no-store',
  ...(degraded.length && { 'x-degraded': degraded.join(', ') }),
});

const points = (visit: Visit, { degraded = [], points: balance }: Page): Content => {
  if (!visit.person) return undefined;
  if (degraded.includes('loyalty')) return html`<span>Points: back soon</span>`;
  return balance !== undefined && html`<span>${balance} points</span>`;
};

const session = ({ person, unknown, up }: Visit): Html =>
  (person ?? unknown)
    ? html`<form method="post" action="${up}shop/log-out"><button class="quiet">Log out</button></form>`
    : html`<a href="${up}shop/log-in">Log in</a>`;

const notes = ({ degraded = [] }: Page): Content =>
  degraded.length > 0 &&
  html`<div class="note" role="status">
    <ul>
      ${notesOf(degraded).map((note) => html`<li>${note}</li>`)}
    </ul>
  </div>`;

const lostCart = ({ hasLostCart, up }: Visit): Content =>
  hasLostCart &&
  html`<p class="alert" role="alert">
    Your cart was too old or not made here, so it cannot be used. <a href="${up}shop/cart">Empty it</a>
  </p>`;

/** The page as a browser gets it. */
export function renderPage(visit: Visit, page: Page): string {
  const { site, up, cart } = visit;
  const style = new Html(`<style>${STYLE}</style>`);
  const script = new Html(`<script type="module">${SCRIPT}</script>`);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} – ${site}</title>
        <link rel="icon" href="data:," />
        ${style}
      </head>
      <body>
        <header>
          <a href="${up}shop">${site}</a>
          <form role="search" action="${up}shop">
            <input
              type="search"
              name="q"
              aria-label="Artist or title"
              maxlength="200"
              value="${page.q ?? ''}"
            /><button>Search</button>
          </form>
          <nav aria-label="Shop">
            <a href="${up}shop/cart">Cart (${cart.length})</a
            ><a href="${up}shop/orders">My orders</a>${points(visit, page)}${session(visit)}
          </nav>
        </header>
        <main>${notes(page)}${lostCart(visit)} ${page.content}</main>
        ${script}
      </body>
    </html> `.text;
}
