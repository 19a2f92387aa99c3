import type { ProblemType } from '#libs/messaging';
import { answering, type ToldProblem, toldOf } from '#libs/service';
import { type GeneratedFiles, UserError } from '#tooling/platform';

const FOLDER = 'docs/problems';

/** What the pages need to know of the OpenAPI document of a service. */
interface Described {
  info: { title: string };
  paths: object;
}

/** A kind of problem, with the operations that may answer with it, by service. */
interface Placed extends ToldProblem {
  operations: Map<string, string[]>;
}

const ABOUT = [
  '# Problems',
  'Every error of the HTTP APIs is a document of problem details (RFC 9457). This is each kind that there is. The pages are written by `npm run generate` from where the code declares the kinds; the services serve them at `/problems/<code>`, as HTML or as JSON by `Accept`, and every problem links to its page: `Link: </problems/not-found>; rel="help"`.',
  'The `type` is a URN, `urn:troupe:problem:<code>`: a name to compare, which has no address and never changes. Programs depend on it, so it will not become a URL; the page is found by the link. `detail` is for people, and its words may change.',
];

/**
 * A page for each kind of problem, and their list.
 * @throws UserError naming every kind that no operation answers with and that does not say where it is met
 */
export function problemFiles(types: ProblemType[], documents: Described[]): GeneratedFiles {
  const places = documents.map((one) => ({ service: one.info.title, codes: answering(one) }));
  const placed = types.map((type): Placed => {
    const operations = places.flatMap(({ service, codes }) => {
      const some = codes.get(type.code);
      return some ? [[service, some] as const] : [];
    });
    return { ...toldOf(type), operations: new Map(operations.toSorted(byName)) };
  });
  checkPlaced(placed);
  checkDeclared(places, placed);
  const pages = placed.map((one) => [`${FOLDER}/${one.code}.md`, page(one)]);
  return {
    texts: { [`${FOLDER}/README.md`]: list(placed), ...Object.fromEntries(pages) },
    owned: [`${FOLDER}/*.md`],
  };
}

function checkPlaced(placed: Placed[]): void {
  const lost = placed.filter(({ operations, where }) => !operations.size && !where);
  if (lost.length)
    throw new UserError(
      `No operation answers with ${lost.map(({ code }) => code).join(', ')}: name it in @Refuses() at the routes that do, or give it a \`where\`.`,
    );
}

function checkDeclared(places: { service: string; codes: Map<string, string[]> }[], placed: Placed[]): void {
  const known = new Set(placed.map(({ code }) => code));
  const unknown = places.flatMap(({ service, codes }) =>
    [...codes.keys()].filter((code) => !known.has(code)).map((code) => `${code} of ${service}`),
  );
  if (unknown.length)
    throw new UserError(
      `These problems are not declared: ${unknown.join(', ')}. Declare each by problemType().`,
    );
}

const page = ({ code, type, status, title, meaning, advice, where, members, example, operations }: Placed) =>
  [
    `# ${code}`,
    meaning,
    `**What to do:** ${advice}`,
    `**Status:** ${status} (${title})  \n**Type:** \`${type}\``,
    ...(Object.keys(members).length
      ? [
          '## Further members',
          Object.entries(members)
            .map(([name, text]) => `- \`${name}\`: ${text || 'see the example'}`)
            .join('\n'),
        ]
      : []),
    '## Example',
    `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``,
    '## Where',
    ...(where ? [where] : []),
    ...[...operations].map(
      ([service, some]) => `### ${service}\n\n${some.map((one) => `- \`${one}\``).join('\n')}`,
    ),
    '[All problems](README.md)',
  ].join('\n\n') + '\n';

/** Under which heading the list has a kind: codes of all services and of the gateway have no dot. */
function groupOf({ code, operations, where }: Placed): string {
  if (!code.includes('.')) return where ? 'Gateway' : 'Every service';
  return operations.size ? [...operations.keys()].join(', ') : 'Operators';
}

const list = (placed: Placed[]): string =>
  [
    ...ABOUT,
    ...[...Map.groupBy(placed, groupOf)]
      .toSorted(byRank)
      .flatMap(([group, some]) => [
        `## ${group}`,
        [
          '| Problem | Status | Meaning | What to do |',
          '| --- | --- | --- | --- |',
          ...some.map(
            ({ code, status, meaning, advice }) =>
              `| [${code}](${code}.md) | ${status} | ${meaning} | ${advice} |`,
          ),
        ].join('\n'),
      ]),
  ].join('\n\n') + '\n';

const byName = ([one]: readonly [string, ...unknown[]], [other]: readonly [string, ...unknown[]]): number =>
  one < other ? -1 : 1;
const RANKS: Record<string, number> = { 'Every service': 0, Gateway: 1, Operators: 3 };
const byRank = ([one]: [string, Placed[]], [other]: [string, Placed[]]): number =>
  (RANKS[one] ?? 2) - (RANKS[other] ?? 2) || byName([one], [other]);
