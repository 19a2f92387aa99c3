const path = require('node:path');

/** Which libs a lib may import. Tests of a lib may import libs/testing too. */
const ORDER = {
  telemetry: [],
  database: [],
  messaging: ['telemetry', 'database'],
  service: ['telemetry', 'database', 'messaging'],
};

const SRC = '^(?:apps|libs)/(?!testing/)[^/]+/src/';
const npm = (...names) => `node_modules/(?:@types/)?(?:${names.join('|')})/`;

const inOrder = Object.entries(ORDER).map(([lib, below]) => ({
  name: `order-of-libs-${lib}`,
  comment: `libs/${lib} imports ${below.length ? `only ${below.join(', ')}` : 'no other lib'}.`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: '^libs/', pathNot: `^libs/(?:${[lib, 'testing', ...below].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'services-meet-on-the-wire',
      comment: 'A service never imports another one: they meet in contracts/ and on the wire.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/all-in-one/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'launcher-imports-modules-only',
      comment: 'apps/all-in-one reaches a service through its module, the only wiring.',
      severity: 'error',
      from: { path: '^apps/all-in-one/' },
      to: { path: '^apps/', pathNot: ['^apps/all-in-one/', '^apps/([^/]+)/src/\\1\\.module\\.ts$'] },
    },
    {
      name: 'libs-know-no-service',
      comment: 'Libs are below services.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'libs-by-the-front-door',
      comment: 'A lib is imported as #libs/<lib>, never by its inner files.',
      severity: 'error',
      from: { path: '^([^/]+/[^/]+)' },
      to: { path: '^libs/', pathNot: ['^$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    ...inOrder,
    {
      name: 'no-test-code-in-src',
      comment: 'What is deployed must not need what only tests have.',
      severity: 'error',
      from: { path: SRC },
      to: { path: ['^libs/testing/', '(?:^|/)test/'], pathNot: 'node_modules/' },
    },
    {
      name: 'sql-in-stores',
      comment: 'SQL lives in libs (database, messaging, service), *.store.ts and migrations/.',
      severity: 'error',
      from: {
        path: SRC,
        pathNot: [
          '^libs/(?:database|messaging|service)/',
          '^apps/all-in-one/',
          '\\.store\\.ts$',
          '/migrations/',
        ],
      },
      to: { path: npm('pg', 'kysely') },
    },
    {
      name: 'http-in-clients',
      comment: 'Outgoing HTTP goes through the one client of libs/service, or a *.client.ts.',
      severity: 'error',
      from: { path: SRC, pathNot: ['^libs/service/', '\\.client\\.ts$'] },
      to: { path: npm('undici') },
    },
    {
      name: 'mail-in-mailers',
      comment: 'SMTP is spoken in *.mailer.ts or *.client.ts only.',
      severity: 'error',
      from: { path: SRC, pathNot: '\\.(?:mailer|client)\\.ts$' },
      to: { path: npm('nodemailer') },
    },
    {
      name: 'no-cycles',
      comment:
        'Files that import each other cannot be read, tested or moved one at a time. Imports of types count: ' +
        'put the type into the file that the others already import.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'A misspelt import resolves to nothing and would slip past every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it imports nothing: delete it.',
      severity: 'error',
      from: { orphan: true, path: SRC, pathNot: ['/main\\.ts$', 'migrations/'] },
      to: {},
    },
  ],
  options: {
    exclude: '^(?:dist|coverage|\\.data|tools/test/fixtures)/',
    doNotFollow: 'node_modules',
    // Type-only imports are walls too.
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: path.join(__dirname, 'tools/source-imports.cjs') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
