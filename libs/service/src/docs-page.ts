import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { DOCS_STYLE } from './docs-page.style.js';

const require = createRequire(import.meta.url);

/** In seconds. The files change with a release only. */
const MAX_AGE = 3_600;

/** What this page uses of Swagger UI (https://swagger.io/docs/open-source-tools/swagger-ui/usage/configuration/). */
interface System {
  React: { createElement(type: string, props: null, text: string): unknown };
  specSelectors: { specJson(): { getIn(keys: string[]): { has(key: string): boolean } | undefined } };
}
type Bundle = (options: object) => unknown;

/** What a screen reader calls a control that Swagger UI gives no name of its own, or one that differs from its text. */
const NAMES = {
  'textarea.body-param__text': 'Request body',
  '.parameters-col_description select': 'Value',
  '.close-modal': 'Close',
  '.modal-btn.authorize': 'Authorize',
};

/**
 * Runs in the browser. Operations are tried where the page is served, whichever servers the document names; parameters that may
 * be missing begin empty, because a service refuses the cursor or the version of an example; streams are not tried, because the
 * page would show an answer at its end. A link inside the button of each operation would be a control within a control, which
 * no screen reader announces: it becomes text.
 */
function start(swaggerUi: Bundle, names: Record<string, string>, page: any): void {
  const prepared =
    (update: (document: object) => unknown) =>
    ({ servers: _servers, ...document }: any) => {
      const operations = Object.values<object>(document.paths).flatMap((item) => Object.values<any>(item));
      for (const one of operations.flatMap(({ parameters = [] }) => parameters)) {
        if (one.required) continue;
        delete one.example;
        delete one.schema?.example;
      }
      return update(document);
    };
  const ends =
    (_allowed: unknown, { specSelectors }: System) =>
    (_state: unknown, path: string, method: string) => {
      const answer = specSelectors.specJson().getIn(['paths', path, method, 'responses', '200', 'content']);
      return !answer?.has('text/event-stream');
    };
  swaggerUi({
    url: 'openapi.json',
    dom_id: '#docs',
    deepLinking: true,
    validatorUrl: null,
    syntaxHighlight: false,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    plugins: [
      ({ React }: System) => ({
        components: { DeepLink: ({ text }: { text: string }) => React.createElement('span', null, text) },
        statePlugins: {
          spec: { wrapActions: { updateJsonSpec: prepared }, wrapSelectors: { allowTryItOutFor: ends } },
        },
      }),
    ],
  });
  const nameControls = () => {
    for (const [selector, name] of Object.entries(names))
      for (const one of page.document.querySelectorAll(selector)) one.ariaLabel = name;
  };
  new page.MutationObserver(nameControls).observe(page.document.body, { childList: true, subtree: true });
}

const html = (title: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API of ${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="stylesheet" href="docs/docs.css">
</head>
<body>
<main id="docs"><noscript>This page needs JavaScript. The document itself is <a href="openapi.json">openapi.json</a>.</noscript></main>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/docs.js"></script>
</body>
</html>
`;

/** Only the page's own files, and requests to where it is served. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The files of the page, by their names; the first two are those of the package swagger-ui-dist. */
const FILES: Record<string, { type: string; read: () => Promise<string> | string }> = {
  'swagger-ui.css': {
    type: 'text/css',
    read: () => readFile(require.resolve('swagger-ui-dist/swagger-ui.css'), 'utf8'),
  },
  'swagger-ui-bundle.js': {
    type: 'text/javascript',
    read: () => readFile(require.resolve('swagger-ui-dist/swagger-ui-bundle.js'), 'utf8'),
  },
  'docs.css': { type: 'text/css', read: () => DOCS_STYLE },
  'docs.js': {
    type: 'text/javascript',
    read: () => `(${start.toString()})(SwaggerUIBundle, ${JSON.stringify(NAMES)}, window);\n`,
  },
};

/** Serves a page at `/docs` that shows the document at `/openapi.json` and tries its operations. */
export function serveDocsPage(server: FastifyInstance, document: OpenAPIObject): void {
  const page = html(document.info.title);
  server.get('/docs', (_request, reply) => {
    void reply.headers({ 'content-security-policy': POLICY, 'referrer-policy': 'no-referrer' });
    return reply.type('text/html; charset=utf-8').send(page);
  });
  server.get('/docs/', (_request, reply) => reply.redirect('../docs', 308));
  for (const [name, { type, read }] of Object.entries(FILES))
    server.get(`/docs/${name}`, async (_request, reply) => {
      void reply.header('cache-control', `public, max-age=${MAX_AGE}`).type(`${type}; charset=utf-8`);
      return read();
    });
}
