const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2430}
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem .2rem 0;text-align:left;border-bottom:1px solid #d5dae3}
td.number,th.number{text-align:right}.missed{color:#a3001b;font-weight:600}.met{color:#1f6b2c}
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(18rem,1fr));gap:1rem}figure{margin:0}
svg{width:100%}svg line{stroke:#d5dae3}svg text{font-size:9px;fill:#4c5566}polyline{fill:none;stroke-width:1.5}
polyline.median{stroke:#1b5fa8}polyline.p95{stroke:#c2570c}circle.median{fill:#1b5fa8}circle.p95{fill:#c2570c}line.shift{stroke:#a3001b;stroke-dasharray:3 3}`;

/** A page of its own, without anything from elsewhere. @param body HTML */
export const pageOf = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(title)}</title><style>${STYLE}</style></head><body>
<h1>${text(title)}</h1>
${body}
</body></html>
`;

/** A table, whose cells are HTML. A heading that begins with `#` is above numbers. */
export function table(headings: string[], rows: string[][]): string {
  const kind = (column: number) => (headings[column]?.startsWith('#') ? ' class="number"' : '');
  const head = headings.map((heading, column) => `<th${kind(column)}>${heading.replace('#', '')}</th>`);
  const body = rows.map(
    (row) => `<tr>${row.map((cell, column) => `<td${kind(column)}>${cell}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

/** Text in HTML. */
export const text = (raw: string): string =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
