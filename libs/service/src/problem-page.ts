import { createHash } from 'node:crypto';
import { escapeHtml } from './link-page.js';
import { pageOf, type ToldProblem } from './problem-told.js';

const STYLE = [
  ':root { color-scheme: light dark }',
  'body { font: 1.1rem/1.5 system-ui; max-width: 42rem; margin: 8vh auto; padding: 0 1rem; overflow-wrap: anywhere }',
  'pre { white-space: pre-wrap; padding: 0.75rem; border: 1px solid }',
  'dt { font-weight: bold } dd { margin: 0 0 0.5rem }',
].join('\n');

/** Nothing but its own style, and no icon. */
export const POLICY = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
};

/** A sentence, whose code is between backticks. */
const prose = (text: string): string => escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const html = (title: string, content: string[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
${content.join('\n')}
</main>
</body>
</html>
`;

/** The page of one kind of problem. */
export function problemPage(problem: ToldProblem & { operations: string[] }): string {
  const { code, type, status, title, meaning, advice, where, members, example, operations } = problem;
  const described = Object.entries(members).map(
    ([name, text]) => `<dt><code>${escapeHtml(name)}</code></dt><dd>${prose(text)}</dd>`,
  );
  const places = operations.map((one) => `<li><code>${escapeHtml(one)}</code></li>`);
  return html(escapeHtml(code), [
    `<h1>${escapeHtml(code)}</h1>`,
    `<p>${prose(meaning)}</p>`,
    `<h2>What to do</h2>`,
    `<p>${prose(advice)}</p>`,
    `<h2>The answer</h2>`,
    `<p>Its status is ${status} (${escapeHtml(title)}), its <code>type</code> <code>${escapeHtml(type)}</code>.</p>`,
    ...(described.length ? [`<dl>${described.join('')}</dl>`] : []),
    `<pre>${escapeHtml(JSON.stringify(example, null, 2))}</pre>`,
    ...(where ? [`<h2>Where</h2>`, `<p>${prose(where)}</p>`] : []),
    ...(places.length ? [`<h2>Operations</h2>`, `<ul>${places.join('')}</ul>`] : []),
    `<p><a href="/problems">All kinds of problems</a></p>`,
  ]);
}

/** The page that leads to all kinds. */
export const problemList = (all: ToldProblem[]): string =>
  html('Kinds of problems', [
    '<h1>Kinds of problems</h1>',
    '<dl>',
    ...all.map(
      ({ code, meaning }) =>
        `<dt><a href="${pageOf(code)}">${escapeHtml(code)}</a></dt><dd>${prose(meaning)}</dd>`,
    ),
    '</dl>',
  ]);
