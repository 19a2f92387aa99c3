const path = require('node:path');

/** Which libs a lib may import. */
const LIBS = {
  'contract-hash': [],
  telemetry: [],
  database: [],
  messaging: ['telemetry', 'database'],
  service: ['contract-hash', 'telemetry', 'database', 'messaging'],
};

/** Which rooms of tooling/ a room may import. Every room may import libs. */
const TOOLING = {
  platform: [],
  'embedded-postgres': ['platform'],
  rabbitmq: ['platform'],
  mountebank: ['platform'],
  'third-parties': ['platform', 'mountebank'],
  pacts: ['platform'],
  ledger: ['platform', 'pacts'],
  stubs: ['platform', 'mountebank', 'pacts'],
  testing: [
    'platform',
    'embedded-postgres',
    'rabbitmq',
    'mountebank',
    'third-parties',
    'pacts',
    'ledger',
    'stubs',
  ],
  faults: ['platform', 'mountebank'],
  launcher: ['platform', 'embedded-postgres', 'rabbitmq', 'mountebank', 'third-parties', 'faults'],
  contracts: ['platform', 'pacts', 'ledger', 'stubs'],
  observability: ['platform', 'launcher', 'faults'],
  client: ['platform'],
  fuzz: ['platform', 'launcher'],
  drills: ['platform', 'launcher', 'faults', 'observability'],
  simulator: ['platform'],
  oracle: ['platform', 'embedded-postgres', 'mountebank', 'third-parties', 'simulator'],
  chaos: [
    'platform',
    'embedded-postgres',
    'rabbitmq',
    'mountebank',
    'third-parties',
    'faults',
    'launcher',
    'simulator',
  ],
  perf: ['platform', 'embedded-postgres', 'faults', 'launcher', 'observability', 'rabbitmq'],
  docs: ['platform'],
  flows: ['platform', 'pacts', 'launcher'],
  retire: ['platform', 'pacts', 'ledger', 'contracts', 'flows'],
  compose: ['platform', 'mountebank', 'third-parties'],
  kubernetes: ['platform', 'pacts'],
  deploy: ['platform', 'pacts', 'ledger', 'contracts', 'compose'],
  generate: [
    'kubernetes',
    'platform',
    'third-parties',
    'pacts',
    'stubs',
    'contracts',
    'observability',
    'docs',
    'flows',
    'compose',
    'client',
  ],
  checks: ['platform'],
};

/** What runs outside of tests: in an image, or as a tool. */
const SRC = '^(?:apps|libs|tooling)/(?!testing/)[^/]+/src/';
/** What may be in an image. */
const RUNTIME = '^(?:apps|libs)/[^/]+/src/';
const ARTEFACTS = '^(?:contracts|stubs|observability|perf|deploy)/';
const ABOVE_SERVICES = '^(?:contracts|stubs|observability|perf|deploy|tooling|test)/';
const npm = (...names) => `node_modules/(?:@types/)?(?:${names.join('|')})/`;

/** One rule a room, because the path of the room stands in it. Tests of every room may import tooling/testing. */
const inOrder = (layer, rooms) =>
  Object.entries(rooms).map(([room, below]) => ({
    name: `order-of-${layer}-${room}`,
    comment: `${layer}/${room} imports ${below.length ? `only ${below.join(', ')}` : 'no other room'} of ${layer}/.`,
    severity: 'error',
    from: { path: `^${layer}/${room}/` },
    to: { path: `^${layer}/`, pathNot: `^${layer}/(?:${[room, 'testing', ...below].join('|')})/` },
  }));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'services-meet-on-the-wire',
      comment: 'A service never imports another one: they meet in contracts/ and on the wire.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'services-know-libs-only',
      comment: 'A service imports itself and libs/; its tests may import tooling/testing too.',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: ABOVE_SERVICES, pathNot: '^tooling/testing/' },
    },
    {
      name: 'libs-know-libs-only',
      comment: 'Libs are below everything else; their tests may import tooling/testing too.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: ['^apps/', ABOVE_SERVICES], pathNot: '^tooling/testing/' },
    },
    {
      name: 'tooling-discovers-services',
      comment: 'Tools find the services at run time, so that a new one needs no edit here.',
      severity: 'error',
      from: { path: '^tooling/' },
      to: { path: '^apps/' },
    },
    {
      name: 'tooling-reads-artefacts',
      comment: 'Tools read and write artefact folders as files; they never import them.',
      severity: 'error',
      from: { path: '^(?:apps|libs|tooling)/' },
      to: { path: ARTEFACTS },
    },
    {
      name: 'artefacts-hold-no-code',
      comment: 'People read and accept what is in this folder. Move the code to tooling/.',
      severity: 'error',
      // This matches every module: none has so many dependents. The typed client is a package for others, and imports nothing of ours.
      module: {
        path: '^(?:contracts(?!/client/)|stubs|observability|deploy)/',
        numberOfDependentsLessThan: 100,
      },
      from: {},
    },
    {
      name: 'perf-holds-k6-scripts',
      comment:
        'perf/ holds k6 scripts, which import only k6 and each other. Move other code to tooling/perf.',
      severity: 'error',
      from: { path: '^perf/' },
      to: { pathNot: ['^perf/', npm('k6')] },
    },
    {
      name: 'front-doors',
      comment:
        'A room of libs/ or tooling/ is imported as #libs/<room> or #tooling/<room>, never by its inner files; what ' +
        'starts from its sources imports tooling/platform/src/from-source.ts.',
      severity: 'error',
      from: { path: '^([^/]+/[^/]+)' },
      to: {
        path: '^(?:libs|tooling)/',
        pathNot: [
          '^$1/',
          '^(?:libs|tooling)/[^/]+/src/index\\.ts$',
          '^tooling/platform/src/from-source\\.ts$',
        ],
      },
    },
    ...inOrder('libs', LIBS),
    ...inOrder('tooling', TOOLING),
    {
      name: 'no-test-code-in-src',
      comment: 'What runs outside of tests must not need what only tests have.',
      severity: 'error',
      from: { path: SRC },
      to: { path: ['^tooling/testing/', '(?:^|/)test/'], pathNot: 'node_modules/' },
    },
    {
      name: 'sql-in-stores',
      comment:
        'SQL lives in libs/database, libs/service, the stores and engines of libs/messaging, *.store.ts and migrations/.',
      severity: 'error',
      from: {
        path: RUNTIME,
        pathNot: [
          '^libs/(?:database|service)/',
          '^libs/messaging/src/(?:engines|stores)/',
          '\\.store\\.ts$',
          '/migrations/',
        ],
      },
      to: { path: npm('pg', 'kysely') },
    },
    {
      name: 'connections-in-database',
      comment:
        'Database, asOwner() and openSession() of libs/database: a connection whose errors nobody hears ends its process.',
      severity: 'error',
      from: {
        pathNot: [
          '^libs/database/',
          '^libs/messaging/src/engines/',
          '/bare-hop\\.ts$',
          '/baselines/',
          '/perf/(?:src/compare|test/fixtures)/',
        ],
      },
      to: { path: npm('pg'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'http-in-clients',
      comment: 'Outgoing HTTP goes through the one client of libs/service, or a *.client.ts.',
      severity: 'error',
      from: { path: RUNTIME, pathNot: ['^libs/service/', '\\.client\\.ts$'] },
      to: { path: npm('undici') },
    },
    {
      name: 'mail-in-mailers',
      comment: 'SMTP is spoken in *.mailer.ts or *.client.ts only.',
      severity: 'error',
      from: { path: RUNTIME, pathNot: '\\.(?:mailer|client)\\.ts$' },
      to: { path: npm('nodemailer') },
    },
    {
      name: 'pages-are-whole',
      comment:
        'A browser loads the modules of a page: they import each other, and of anything else only types.',
      severity: 'error',
      from: { path: '^(apps/[^/]+/src/page)/' },
      to: { pathNot: '^$1/', dependencyTypesNot: ['type-only'] },
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
      from: {
        orphan: true,
        path: SRC,
        pathNot: ['[/.]main\\.ts$', '\\.d\\.ts$', 'migrations/', 'preloads/', 'lint-rules\\.js$'],
      },
      to: {},
    },
  ],
  options: {
    exclude: '^(?:dist|coverage|\\.data|tooling/checks/test/fixtures)/',
    doNotFollow: 'node_modules',
    // Type-only imports are walls too.
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: path.join(__dirname, 'tooling/checks/src/source-imports.cjs') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
