import { Refusal } from '#libs/messaging';
import type { FastifyReply } from 'fastify';
import Negotiator from 'negotiator';
import { addLink } from './links.js';
import { helpFor, problemOf } from './problem.js';

/** What a page says. The content is HTML: nothing that a caller sent belongs in it. */
export interface LinkPage {
  title: string;
  content: string;
}

/** A text as HTML shows it. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The URL of such a page is a secret: it must not be cached, sent as a referrer, or framed by another site. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'",
};

/** What a finger hits is 44 px high at least (https://www.w3.org/TR/WCAG22/#target-size-enhanced). */
const STYLE = `
:root { color-scheme: light dark; --paper: #fbf9f6; --ink: #23201c; --quiet: #5f584f; --act: #5b3a99; --on-act: #fff }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16151a; --ink: #f1eee9; --quiet: #b3ada6; --act: #c3a6f2; --on-act: #1b1230 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.1rem/1.5 system-ui, sans-serif }
main { max-width: 34rem; margin: clamp(2rem, 15vh, 9rem) auto; padding: 0 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.7rem; line-height: 1.2 }
.small { color: var(--quiet) }
button, input { min-width: 44px; min-height: 44px; padding: .6rem 1.4rem; border-radius: .5rem; font: inherit }
button { border: 1px solid transparent; background: var(--act); color: var(--on-act); font-weight: 600; cursor: pointer }
input { width: 100%; border: 1px solid var(--quiet); background: var(--paper); color: var(--ink) }
a { display: inline-block; min-height: 44px; padding: .55rem 0; color: var(--act) }
:focus-visible { outline: 3px solid var(--act); outline-offset: 3px }
`;

const html = ({ title, content }: LinkPage): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${STYLE}</style>
<main>
<h1>${title}</h1>
${content}
</main>
</html>
`;

/**
 * Answers with a page that a link in a mail opens, once the work is done. A browser gets a refusal as a page, too; any other
 * client gets problem details.
 * @param pageOf the page of a refusal, which tells the person what to do next
 */
export async function showLinkPage(
  reply: FastifyReply,
  work: Promise<LinkPage>,
  pageOf: (refusal: Refusal) => LinkPage,
): Promise<string> {
  try {
    const page = html(await work);
    void reply.headers(HEADERS);
    return page;
  } catch (error) {
    const wanted = new Negotiator(reply.request).mediaType(['application/problem+json', 'text/html']);
    if (!(error instanceof Refusal) || wanted !== 'text/html') throw error;
    const { retryAfter } = error.extra;
    if (retryAfter) void reply.header('retry-after', retryAfter);
    addLink(reply, helpFor(problemOf(error)));
    void reply.status(error.status).headers(HEADERS);
    return html(pageOf(error));
  }
}
