const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g fill="none" stroke="#3b6fd4" stroke-width="1.6"><path d="M4 4 12 8 4 12"/></g><circle cx="4" cy="4" r="2.6" fill="#3b6fd4"/><circle cx="12" cy="8" r="2.6" fill="#1d7a46"/><circle cx="4" cy="12" r="2.6" fill="#3b6fd4"/></svg>',
)}`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

/**
 * The page: everything in it is drawn by its script.
 * @param options of the commands that it shows
 */
export const html = (options: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="command-options" content="${escaped(options)}">
<title>Troupe</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="page/style.css">
<body>
<div id="page"><main><h1>Troupe</h1><noscript><p>This page needs JavaScript. <code>npm run hospital</code> shows the same in a terminal.</p></noscript></main></div>
<script type="module" src="page/start.js"></script>
</html>
`;
