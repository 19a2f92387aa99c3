import { Unavailable } from '#libs/service';
import { UserError } from '#tooling/platform';
import { type HttpOperation, isPublic, type OpenApi, operationsOf } from './document.js';

/** A verb and a noun, in words of a program: `redeemPoints`. */
const VERB_AND_NOUN = /^[a-z]+([A-Z]\w*)+$/;
/** Descriptions that nobody wrote. */
const UNTOLD = { '': true, OK: true };
/** Answers of these statuses have no body. */
const WITHOUT_BODY = ['201', '204', '304'];

/**
 * Refuses an operation that strangers could not use by its document alone.
 * @throws UserError naming what each operation lacks, and how to declare it
 */
export function checkTold(documents: OpenApi[]): void {
  const operations = documents.flatMap((document) =>
    operationsOf(document).map(([name, operation]) => ({
      name: `${document.info.title}: ${name}`,
      operation,
    })),
  );
  const ids = operations.map(({ operation }) => operation.operationId);
  const problems = operations.flatMap(({ name, operation }) =>
    [
      ...lacksOf(operation),
      ...(isTwice(operation.operationId, ids) ? ['an operationId of its own'] : []),
    ].map((lack) => `${name} needs ${lack}`),
  );
  if (problems.length)
    throw new UserError(
      `${problems.join('\n')}\nDeclare it at the route: @ApiOperation({ operationId: 'redeemPoints', summary: 'Redeem points of a customer' }), ` +
        `@ApiOkResponse({ standardSchema: Account }), and @Refuses() for the problems that it throws. A parameter is described by its schema: ` +
        `z.uuid().describe('The id of the customer').`,
    );
}

function lacksOf(operation: HttpOperation): string[] {
  const { operationId = '', summary, responses } = operation;
  const bodiless = Object.entries(responses).filter(
    ([status, { content, description = '' }]) =>
      status.startsWith('2') && !WITHOUT_BODY.includes(status) && !content && description in UNTOLD,
  );
  return [
    ...(VERB_AND_NOUN.test(operationId) ? [] : ['an operationId of a verb and a noun']),
    ...(summary ? [] : ['a summary']),
    ...untoldIn(operation).map((name) => `a description of the parameter ${name}`),
    ...(countsInDatabase(operation) && !JSON.stringify(responses).includes(`"${Unavailable.type}"`)
      ? ['@Refuses(Unavailable), because its limits are counted in the database']
      : []),
    ...bodiless.map(
      ([status]) => `the schema of its ${status}, or a description that says why it has no body`,
    ),
  ];
}

/** Strangers know nothing of a parameter but what the document says. */
const untoldIn = (operation: HttpOperation): string[] =>
  isPublic(operation)
    ? (operation.parameters ?? []).flatMap(({ name, description }) => (description ? [] : [name]))
    : [];

/** A limit for each process is one of connections, which no other process needs to know. */
const countsInDatabase = ({ 'x-limit': limit }: HttpOperation): boolean =>
  limit?.rules.some(({ each }) => !each.endsWith('process')) ?? false;

const isTwice = (id: string | undefined, ids: (string | undefined)[]): boolean =>
  ids.filter((one) => one === id).length > 1;
