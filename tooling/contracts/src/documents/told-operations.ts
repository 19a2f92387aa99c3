import { UserError } from '#tooling/platform';
import { type HttpOperation, type OpenApi, operationsOf } from './document.js';

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
        `@ApiOkResponse({ standardSchema: Account }), and @Refuses() for the problems that it throws.`,
    );
}

function lacksOf({ operationId = '', summary, responses }: HttpOperation): string[] {
  const bodiless = Object.entries(responses).filter(
    ([status, { content, description = '' }]) =>
      status.startsWith('2') && !WITHOUT_BODY.includes(status) && !content && description in UNTOLD,
  );
  return [
    ...(VERB_AND_NOUN.test(operationId) ? [] : ['an operationId of a verb and a noun']),
    ...(summary ? [] : ['a summary']),
    ...bodiless.map(
      ([status]) => `the schema of its ${status}, or a description that says why it has no body`,
    ),
  ];
}

const isTwice = (id: string | undefined, ids: (string | undefined)[]): boolean =>
  ids.filter((one) => one === id).length > 1;
