import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { html } from './page.html.js';
import { STYLE } from './page.style.js';

/** A file that browsers load. */
export interface PageFile {
  type: string;
  text: string;
  etag: string;
}

/** The page's modules, as the compiler wrote them. What runs from the sources, as tests do, has compiled them before. */
const MODULES = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/apps/monitor/src/page/' : './page/',
  import.meta.url,
);

/**
 * The page, its style and its modules, each under its path.
 * @param options of the commands that the page shows
 * @throws Error when the modules have not been compiled
 */
export function pageFiles(options: string): ReadonlyMap<string, PageFile> {
  const modules = readdirSync(MODULES)
    .filter((name) => name.endsWith('.js'))
    .map((name) => [name, 'text/javascript', readFileSync(new URL(name, MODULES), 'utf8')] as const);
  const files = [['', 'text/html', html(options)], ['style.css', 'text/css', STYLE], ...modules] as const;
  return new Map(
    files.map(([name, type, text]) => [name, { type: `${type}; charset=utf-8`, text, etag: etagOf(text) }]),
  );
}

const etagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`;
