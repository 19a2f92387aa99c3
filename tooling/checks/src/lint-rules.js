const TIMERS = /^(?:node:)?timers\/promises$/;
const message =
  'Wait with eventually(), which fails at its deadline: a sleep is always too short or too long.';

/** True for `new Promise((resolve) => setTimeout(resolve, ms))`. */
function isSleep({ callee, arguments: [executor] }) {
  if (callee.name !== 'Promise' || !executor?.params?.length) return false;
  const { body } = executor;
  const call = body.type === 'BlockStatement' ? body.body[0]?.expression : body;
  return call?.callee?.name === 'setTimeout' && call.arguments[0]?.name === executor.params[0].name;
}

const HTTP = { fetch: ['signal'], request: ['signal'], get: ['signal'] };
const SOCKET = { connect: ['timeout'], createConnection: ['timeout'] };
const POSTGRES = ['connectionTimeoutMillis', 'query_timeout'];
/** What waits on a socket, by the module that it comes from, and the options that are its deadlines. */
const DEADLINES = {
  jose: { createRemoteJWKSet: ['timeoutDuration'] },
  nodemailer: { createTransport: ['connectionTimeout', 'greetingTimeout', 'socketTimeout'] },
  pg: { Pool: POSTGRES, Client: POSTGRES },
  undici: HTTP,
  'node:http': HTTP,
  'node:https': HTTP,
  'node:net': SOCKET,
  'node:tls': SOCKET,
  '@opentelemetry/sdk-trace': { BatchSpanProcessor: ['exportTimeoutMillis'] },
};

/** The deadlines that an argument lacks; all of them unless it is an object literal. */
const missingFrom = (argument, deadlines) =>
  deadlines.filter((one) => !argument.properties?.some(({ key }) => (key?.name ?? key?.value) === one));

/** Finds calls that wait on a socket without a deadline of their own. */
function noEndlessWait(context) {
  const known = new Map([['fetch', HTTP.fetch]]);
  const check = (node) => {
    const deadlines = known.get(node.callee.name);
    if (!deadlines || node.arguments.some((argument) => !missingFrom(argument, deadlines).length)) return;
    context.report({ node, message: `Give this wait a deadline: { ${deadlines.join(', ')} }` });
  };
  return {
    ImportDeclaration({ source, specifiers }) {
      for (const { imported, local } of specifiers) {
        const deadlines = DEADLINES[source.value]?.[imported?.name];
        if (deadlines) known.set(local.name, deadlines);
      }
    },
    CallExpression: check,
    NewExpression: check,
  };
}

const UNDECLARED =
  'Declare the problem by problemType(), and throw its refusal(): its page and the documents follow from it.';

/** Before the first one, nothing runs. */
const MAY_TAKE_AWAY = /(?:-contract-\d{4}-|\b0001-)/;
/** Methods of Kysely that take something away. */
const TAKES_AWAY = new Set(
  'dropColumn dropSchema dropTable dropType dropView renameColumn renameTo setDataType setNotNull setSchema'.split(
    ' ',
  ),
);
/** The same in SQL. An index or a constraint may go: nothing that runs names them. */
const SQL_TAKES_AWAY =
  /\bdrop\s+(?:column|default|function|materialized|procedure|schema|table|type|view)\b|\brename\s+(?:column|to)\b|\bset\s+(?:not\s+null|schema)\b|\balter\s+column\s+\S+\s+(?:set\s+data\s+)?type\b/i;
/** A column that what runs does not fill in. */
const UNFILLED = /\badd\s+(?:column\s+)?(?!constraint\b)\w+\s[^,;]*\bnot\s+null\b/gi;
const FILLED = /\b(?:default|generated)\b/i;
const isContraction = (sql) =>
  SQL_TAKES_AWAY.test(sql) ||
  [...sql.matchAll(UNFILLED)].some(([column]) => !FILLED.test(`${column}${restOf(sql, column)}`));
/** What follows on the same clause: a default may stand behind `not null`. */
const restOf = (sql, column) => /^[^,;]*/.exec(sql.slice(sql.indexOf(column) + column.length))[0];

const CONTRACTION =
  'This takes away what a running release may need. Do it in a later release, in a migration that names the one which made it superfluous: NNNN-contract-MMMM-…';

/** Finds migrations that take something away without saying so by their name, which `npm run deploy` decides by. */
function noUndeclaredContraction(context) {
  if (MAY_TAKE_AWAY.test(context.filename)) return {};
  return {
    TemplateElement(node) {
      if (isContraction(node.value.raw)) context.report({ node, message: CONTRACTION });
    },
    CallExpression(node) {
      if (TAKES_AWAY.has(node.callee.property?.name)) context.report({ node, message: CONTRACTION });
    },
  };
}

const READY_AT_ONCE =
  'Wait with untilReady(), or ask within eventually(): the checks of readiness have deadlines, which a machine that does much else may miss.';
const isReadinessAsked = ({ callee, arguments: [path] }) =>
  callee.property?.name === 'get' && path?.value === '/health/ready';
const isWait = ({ type, callee }) => type === 'CallExpression' && callee.name === 'eventually';

/** Finds tests that take the first answer about readiness. */
function noReadyAtOnce(context) {
  return {
    CallExpression(node) {
      if (isReadinessAsked(node) && !context.sourceCode.getAncestors(node).some(isWait))
        context.report({ node, message: READY_AT_ONCE });
    },
  };
}

const TRUNCATED =
  'Empty tables by empty() of the service under test: truncate locks whole tables, and may deadlock with work that goes on.';
/** Finds tests that lock the whole tables of a service to empty them. One that expects it to be refused gives it as a text. */
function noTruncate(context) {
  return {
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.name === 'sql' && quasi.quasis.some(({ value }) => /\btruncate\b/i.test(value.raw)))
        context.report({ node: quasi, message: TRUNCATED });
    },
  };
}

const REPEATED_CLAIM =
  'Put this in `with … as materialized (…)` or `ctid = any(array(…))`: PostgreSQL may run a subquery once for each row, and each run skips what the one before has locked and takes more.';
const LIMITED_LOCK = /\blimit\s+\S+\s+for\s+(?:no\s+key\s+)?update\b/gi;
const RUNS_ONCE = /\b(?:array|materialized)\s*$/i;

/** The text before the parenthesis that a place of a text is in; undefined when it is in none. */
function beforeParenthesis(text, at) {
  for (let place = at - 1, depth = 0; place >= 0; place--) {
    if (text[place] === ')') depth++;
    else if (text[place] === '(' && depth-- === 0) return text.slice(0, place);
  }
  return undefined;
}

/** Finds subqueries that lock so many rows, and may lock more. */
function noRepeatedClaim(context) {
  return {
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.name !== 'sql') return;
      const text = quasi.quasis.map(({ value }) => value.raw).join('?');
      const before = [...text.matchAll(LIMITED_LOCK)].map(({ index }) => beforeParenthesis(text, index));
      if (before.some((one) => one !== undefined && !RUNS_ONCE.test(one)))
        context.report({ node: quasi, message: REPEATED_CLAIM });
    },
  };
}

/** Jest's limit of every test, in milliseconds: `testTimeout` in jest.config.js. */
const COMMON_LIMIT_MS = 300_000;
const SHORT_LIMIT =
  'Leave this limit out: every test and hook has 300 s. One that is shorter fails on a machine that does much else; what needs more gets it by jest.setTimeout() for its file.';
/** Where Jest takes a limit for one test or hook: the index of the argument. */
const LIMIT_AT = { afterAll: 1, afterEach: 1, beforeAll: 1, beforeEach: 1, it: 2 };

/** Finds limits of tests that a busy machine may miss. */
function noShortLimit(context) {
  return {
    CallExpression({ callee, arguments: given }) {
      const limit = given[LIMIT_AT[callee.name ?? callee.callee?.object?.name]]; // it.each(table)(title, test, limit)
      const isShort = callee.property?.name === 'setTimeout' && given[0]?.value <= COMMON_LIMIT_MS;
      if (limit || isShort) context.report({ node: limit ?? given[0], message: SHORT_LIMIT });
    },
  };
}

const COERCED = 'Read what is sent by wholeNumber() of #libs/service: z.coerce takes an empty text for 0.';

const SPLIT =
  'Read a header that is a list by listOf() of #libs/service: it ignores empty elements (RFC 9110, section 5.6.1.2).';
const COMMAS = /^(?:\\s\*)?,(?:\\s\*| \*?)?$/;

/** Finds texts that are split at their commas, by a text or a pattern. */
function noSplitList(context) {
  return {
    CallExpression: ({ callee, arguments: [by] }) => {
      if (callee.property?.name === 'split' && COMMAS.test(by?.regex?.pattern ?? by?.value))
        context.report({ node: callee.property, message: SPLIT });
    },
  };
}

/** Lint rules that oxlint lacks. */
export default {
  meta: { name: 'troupe' },
  rules: {
    'no-coerced-input': {
      create: (context) => ({
        MemberExpression: ({ object, property }) =>
          object.name === 'z' &&
          property.name === 'coerce' &&
          context.report({ node: property, message: COERCED }),
      }),
    },
    'no-endless-wait': { create: noEndlessWait },
    'no-ready-at-once': { create: noReadyAtOnce },
    'no-repeated-claim': { create: noRepeatedClaim },
    'no-short-limit': { create: noShortLimit },
    'no-split-list': { create: noSplitList },
    'no-undeclared-contraction': { create: noUndeclaredContraction },
    'no-undeclared-refusal': {
      create: (context) => ({
        NewExpression: (node) =>
          node.callee.name === 'Refusal' && context.report({ node, message: UNDECLARED }),
      }),
    },
    'no-sleep': {
      create: (context) => ({
        ImportDeclaration: (node) => TIMERS.test(node.source.value) && context.report({ node, message }),
        NewExpression: (node) => isSleep(node) && context.report({ node, message }),
      }),
    },
    'no-truncate': { create: noTruncate },
  },
};
