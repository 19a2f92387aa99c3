import { escapeHtml } from '#libs/service';
import { createHash } from 'node:crypto';
import type { Page } from './public-api.js';

const STYLE = `
:root { color-scheme: light dark; --paper: #fbf9f6; --ink: #23201c; --quiet: #5f584f; --link: #5b3a99 }
@media (prefers-color-scheme: dark) { :root { --paper: #16151a; --ink: #f1eee9; --quiet: #b3ada6; --link: #c3a6f2 } }
body { max-width: 40rem; margin: 0 auto; padding: clamp(1.5rem, 6vw, 5rem) 1rem; background: var(--paper); color: var(--ink); font: 1.1rem/1.6 system-ui, sans-serif }
h1 { line-height: 1.2 }
p { color: var(--quiet) }
ul { padding: 0; list-style: none }
a { display: inline-block; min-height: 44px; color: var(--link) }
`;

const hash = createHash('sha256').update(STYLE).digest('base64');
/** Only its own style, and nothing else. */
export const CONTENT_SECURITY_POLICY = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const item = ({ path, title }: Page) => `<li><a href="${escapeHtml(path)}">${escapeHtml(title)}</a></li>`;

/**
 * What stands at this address: the pages for people, and where programs begin.
 * @param site its name
 */
export const renderPage = (site: string, pages: Page[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(site)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<main>
<h1>${escapeHtml(site)}</h1>
<h2>Pages</h2>
<ul>
${pages.map(item).join('\n')}
</ul>
<h2>For programs</h2>
<p>Everything that the services offer to the public is below <code>/api</code> at this address.</p>
<ul>
${item({ path: '/docs', title: 'Documentation of the API' })}
${item({ path: '/openapi.json', title: 'The same as an OpenAPI document' })}
</ul>
</main>
</html>
`;
