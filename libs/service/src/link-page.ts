import { Refusal } from '#libs/messaging';
import type { FastifyReply } from 'fastify';
import Negotiator from 'negotiator';

/** What a page says. The content is HTML: nothing that a caller sent belongs in it. */
export interface LinkPage {
  title: string;
  content: string;
}

/** The URL of such a page is a secret: it must not be cached, sent as a referrer, or framed by another site. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

const STYLE = 'body { font: 1.1rem/1.5 system-ui; max-width: 32rem; margin: 15vh auto; padding: 0 1rem }';

const html = ({ title, content }: LinkPage): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
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
    void reply.status(error.status).headers(HEADERS);
    return html(pageOf(error));
  }
}
