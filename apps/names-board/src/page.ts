import { urlBelow } from '#libs/service';
import { createHash } from 'node:crypto';
import { LivePage } from './page.live.js';
import {
  barWidth,
  describeRises,
  escapeHtml,
  formatCount,
  formatTime,
  highestCount,
  ranksOf,
  renderBirth,
  renderRow,
  titleCase,
} from './page.parts.js';
import { STYLE } from './page.style.js';
import type { Entry, Top10List } from './top10-list.js';

const PARTS = [
  escapeHtml,
  titleCase,
  formatCount,
  barWidth,
  highestCount,
  ranksOf,
  describeRises,
  renderRow,
  renderBirth,
  formatTime,
  LivePage,
];
const SCRIPT = `${PARTS.map((part) => part.toString()).join('\n')}\nnew LivePage(document).start();`;

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke-width="3.4" stroke-linecap="round"><path stroke="#7a4fb5" d="M3 3.5h10"/><path stroke="#0e7c72" d="M3 8h6.5"/><path stroke="#c9831b" d="M3 12.5h3"/></svg>',
)}`;

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const POLICY = [
  "default-src 'none'",
  `script-src ${hash(SCRIPT)}`,
  `style-src ${hash(STYLE)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** The page's Content-Security-Policy: only its own script and style, and requests to this service and the stream alone. */
export const contentSecurityPolicy = (stream: string): string =>
  [...POLICY, `connect-src 'self' ${new URL(stream).origin}`].join('; ');

function list(id: string, title: string, entries: Entry[]): string {
  const most = highestCount(entries);
  const ranks = ranksOf(entries);
  return `<section id="${id}">
<h2 id="${id}-title">${title}</h2>
<ol role="list" aria-labelledby="${id}-title">${entries.map((one, at) => renderRow(one, most, ranks[at]!)).join('')}</ol>
<p class="empty">No names yet. The list grows with the first birth.</p>
</section>`;
}

const time = (asOf: string | null) =>
  asOf ? `<time datetime="${escapeHtml(asOf)}">${formatTime(asOf)}</time>` : '<time></time>';

/**
 * The list as a page that is readable without its script.
 * @param stream the URL at which browsers reach names-stream
 */
export function renderPage({ boys, girls, asOf }: Omit<Top10List, 'version'>, stream: string): string {
  const births = urlBelow(stream, '/stream');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="The ten most frequent names of boys and girls, as babies are registered">
<title>Top ten baby names</title>
<link rel="icon" href="${ICON}">
<style>${STYLE}</style>
<body data-stream="${escapeHtml(births)}">
<header>
<h1>Top ten baby names</h1>
<p class="facts"><span id="state" role="status"></span> <span id="as-of">As of ${time(asOf)}</span></p>
<section aria-labelledby="births-title">
<h2 id="births-title">Just registered</h2>
<ul id="births" role="list"></ul>
</section>
</header>
<main>
${list('girls', 'Girls', girls)}
${list('boys', 'Boys', boys)}
</main>
<noscript><p>Load the page again to see what has changed.</p></noscript>
<p id="news" class="unseen" aria-live="polite"></p>
<script type="module">${SCRIPT}</script>
</html>
`;
}
