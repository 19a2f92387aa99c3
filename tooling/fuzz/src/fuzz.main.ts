import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forEach, ROOT, runCommand, serviceNames, wholeNumber } from '#tooling/platform';
import { tokenOfPerson } from './person.js';
import { casesIn, ENDLESS, findSchemathesis, GET_SCHEMATHESIS, runSchemathesis } from './schemathesis.js';

const DOCUMENTS = join(ROOT, 'contracts/openapi');
/** Seeds are below this. */
const SEEDS = 2 ** 31;

interface Document {
  paths: Record<string, Record<string, unknown>>;
}

/** How many operations of a document end by themselves. */
function operationsOf(document: string): number {
  const { paths } = JSON.parse(readFileSync(document, 'utf8')) as Document;
  const finite = Object.entries(paths).filter(([path]) => !ENDLESS.test(path));
  return finite.flatMap(([, methods]) => Object.keys(methods)).length;
}

/** What a person wants of the run. */
interface Wanted {
  cases: number;
  seed: number;
  isQuick: boolean;
  /** The services; all if none is named. */
  named: string[];
}

/** How many documents a quick run tries at once: inventing cases keeps a processor busy, and answering them another one. */
const AT_ONCE = 3;

/** Runs schemathesis over the document of each service, on a platform of its own. @returns the exit code */
async function fuzz(program: string, { named, isQuick, ...wish }: Wanted): Promise<number> {
  const { LaunchedPlatform } = await import('#tooling/launcher');
  const platform = await LaunchedPlatform.start(process.cwd(), process.env);
  const failed: string[] = [];
  try {
    const chosen = platform.services
      .filter(({ name }) => !named.length || named.includes(name))
      .map(({ name }) => {
        const document = join(DOCUMENTS, `${name}.json`);
        return { name, document, operations: operationsOf(document) };
      });
    const wanted = chosen.filter(({ operations }) => operations);
    for (const { name } of chosen.filter(({ operations }) => !operations))
      console.log(`${name}: has no operation that ends by itself`);
    const doors = { signup: platform.urlOf('signup'), passwords: platform.urlOf('passwords') };
    await forEach(wanted, isQuick ? AT_ONCE : 1, async ({ name, document, operations }) => {
      const token = await tokenOfPerson(doors, `${name}@example.com`);
      const fuzzing = { document, url: platform.urlOf(name), token, operations, isQuick, ...wish };
      const { isSilent, said } = await runSchemathesis(program, fuzzing);
      console.log(`${name}: ${operations} operations, ${casesIn(said)} cases${isSilent ? '' : `\n${said}`}`);
      if (!isSilent) failed.push(name);
    });
    const silent = wanted.length - failed.length;
    console.log(`fuzz: ${silent} of ${wanted.length} services without a finding, seed ${wish.seed}`);
    return failed.length ? 1 : 0;
  } finally {
    await platform.stop();
  }
}

const seedOf = (text: string | undefined): number =>
  text === undefined ? Math.floor(Math.random() * SEEDS) : wholeNumber('--seed', text, 0, SEEDS);

await runCommand(
  {
    name: 'npm run fuzz',
    about: `Starts the platform, and sends each service what its OpenAPI document allows and forbids, invented by schemathesis.`,
    options: {
      quick: { about: 'tries no sequences of requests, and several documents at once' },
      cases: {
        value: 'N',
        about: 'how many cases are invented for each document, beside those that cover it',
        default: '300',
      },
      seed: { value: 'N', about: 'the seed of an earlier run, to repeat it; by default, a random one' },
    },
    args: [
      {
        name: 'SERVICE',
        about: 'the services; by default, all',
        repeated: true,
        optional: true,
        oneOf: serviceNames,
      },
    ],
  },
  async ({ cases, seed, quick: isQuick }, named) => {
    const wanted = { cases: wholeNumber('--cases', cases, 1), seed: seedOf(seed), isQuick, named };
    const program = findSchemathesis(process.env);
    if (!program) return console.log(`SKIPPED fuzz: schemathesis is not installed; ${GET_SCHEMATHESIS}`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
    return fuzz(program, wanted);
  },
);
