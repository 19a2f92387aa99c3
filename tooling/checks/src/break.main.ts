import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs, stripVTControlCharacters, styleText } from 'node:util';

interface Edit {
  file: string;
  /** Text that the file has once. */
  was: string;
  is: string;
}

/** What a colleague commits without a bad thought, and who notices. */
export interface Sabotage {
  name: string;
  why: string;
  /** The message of the commit. */
  commit: string;
  edits: Edit[];
  check: string;
  /** The sentences of the check that name the culprit. */
  says: RegExp;
}

export const SABOTAGES: Sabotage[] = [
  {
    name: 'rename a field of an event',
    why: 'customers has found a better word, and cannot know who reads the old one.',
    commit: 'Call the hash of an address a digest',
    edits: [
      {
        file: 'apps/customers/src/events.ts',
        was: '  email: z.email(),\n  emailHash: z.string(),\n',
        is: '  email: z.email(),\n  emailDigest: z.string(),\n',
      },
      {
        file: 'apps/customers/src/customer.ts',
        was: '  emailHash: hashEmail(email, key),\n',
        is: '  emailDigest: hashEmail(email, key),\n',
      },
    ],
    check: 'npm run contracts:verify -- customers',
    says: /^customers to \w+: a customer\.registered\.v\d event.*: emailHash$/gm,
  },
  {
    name: 'loosen a stub',
    why: 'A stub that asks for no headers is convenient: it answers what the real service refuses.',
    commit: 'Let stubs forgive missing headers',
    edits: [{ file: 'tooling/stubs/src/predicates.ts', was: '  ...headerPredicates(request),\n', is: '' }],
    check: 'npm run contracts:stubs',
    says: /^signup-passwords\.json: a new credential, .* takes a request without .*$/gm,
  },
  {
    name: 'drop a correlation header',
    why: 'Everything still works, but nobody can follow a sign-up through the services any more.',
    commit: 'Send fewer headers',
    edits: [
      {
        file: 'libs/service/src/peer.ts',
        was: "        ...(correlationId && { 'x-correlation-id': correlationId }),\n",
        is: '',
      },
    ],
    check: 'npm test -- postal/test/welcome-packs.service-spec -t "goes to where"',
    says: /postal-customers\.json: no stub answers: .* header X-Correlation-ID .*$/gm,
  },
  {
    name: 'remove a read field from a pact',
    why: 'postal still reads the family name. Nobody would stop customers from dropping it now.',
    commit: 'Shorten a pact',
    edits: [
      {
        file: 'contracts/pacts/postal-customers.json',
        was: '              "family": "Byron",\n',
        is: '',
      },
      {
        file: 'contracts/pacts/postal-customers.json',
        was: `            "$.name.family": {
              "combine": "AND",
              "matchers": [
                {
                  "match": "type"
                }
              ]
            },
`,
        is: '',
      },
    ],
    check: 'npm run contracts:mutants -- customers',
    says: /^survived .*\$\.name\.family .*$/gm,
  },
  {
    name: 'publish a half event',
    why: 'A cast silences the compiler. Whoever heard this would find an account without a balance.',
    commit: 'Say less when an account is opened',
    edits: [
      {
        file: 'apps/loyalty/src/points.ts',
        was: 'AccountOpened({ customerId, balance }, ',
        is: 'AccountOpened({ customerId } as never, ',
      },
    ],
    check: 'npm test -- loyalty/test/customers -t "opens an account"',
    says: /loyalty\.account-opened\.v1 is not as its schema says: .*\n.* at balance$/gm,
  },
  {
    name: 'remove an endpoint someone still calls',
    why: 'V2 has long been there, so V1 seems free to go.',
    commit: 'Remove the old look-up of customers',
    edits: [
      {
        file: 'apps/customers/src/customers-v1.controller.ts',
        was: `  @Get(':customerId')
  @Access({ subject: 'customerId', services: ['postal', 'passwords'] })
  @ApiOkResponse({ standardSchema: ViewV1 })
  async customer(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const customer = await this.customers.customer(customerId);
    return conditional(reply, customer.version, inV1(view(customer)));
  }

`,
        is: '',
      },
    ],
    check: 'npm run contracts:verify -- customers',
    says: /^customers to \w+: a look-up of .* but was 40\d$/gm,
  },
];

/** @throws Error when the file does not have the text once */
export function edited(content: string, { file, was, is }: Edit): string {
  const times = content.split(was).length - 1;
  if (times !== 1) throw new Error(`${file} should have this once, and has it ${times} times:\n${was}`);
  return content.replace(was, () => is);
}

/** Nothing of these may reach a check: it would work on another repository, or tell a broker of what is sabotage. */
const OTHERS = /^(CI$|CONTRACTS$|GIT_|PACT_)/;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OTHERS.test(name)));

/** Whatever else the user of this machine has set. */
const SETTINGS = [
  'user.name=A colleague',
  'user.email=colleague@example.org',
  'commit.gpgsign=false',
  'core.hooksPath=/dev/null',
  'diff.noprefix=false',
  'diff.mnemonicPrefix=false',
];

/** What a root had at its last commit, to be sabotaged. */
class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'break-'));

  /** @throws Error when there is no commit, or it does not build */
  async make(root: string): Promise<void> {
    this.git('clone', '--quiet', '--shared', root, '.');
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
    const { passed, output } = await this.run('npm run build');
    if (!passed) throw new Error(`your last commit does not build:\n${output}`);
  }

  /** @returns the lines that it changed, below the name of their file */
  commit({ commit, edits }: Sabotage): string[] {
    for (const edit of edits) {
      const path = join(this.folder, edit.file);
      writeFileSync(path, edited(readFileSync(path, 'utf8'), edit));
    }
    this.git('commit', '--quiet', '--all', '--message', commit);
    return this.git('show', '--format=', '--no-color', '--no-ext-diff', '--no-indent-heuristic')
      .split('\n')
      .filter((line) => /^(\+|-(?!--))/.test(line));
  }

  undo(): void {
    this.git('reset', '--quiet', '--hard', 'HEAD~1');
  }

  /** Runs a command, in a group of its own: Ctrl-C would end it before it has put its databases away. */
  async run(command: string): Promise<{ passed: boolean; output: string }> {
    const child = spawn(command, {
      cwd: this.folder,
      env,
      shell: true,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    const said = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await ended;
    return { passed: code === 0, output: stripVTControlCharacters(said.join('\n')) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private git(...args: string[]): string {
    const given = SETTINGS.flatMap((setting) => ['-c', setting]);
    const options = { cwd: this.folder, env, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('git', [...given, ...args], options);
  }
}

type Say = (line: string) => void;

const coloured = (line: string) =>
  line.startsWith('+++ b/')
    ? line.slice('+++ b/'.length)
    : styleText(line.startsWith('+') ? 'green' : 'red', line);

/** Without line breaks, and without the parameters of states. */
const short = (sentence: string) =>
  sentence.replaceAll(/\s+/g, ' ').replaceAll(/ \{".*?"\}(?=[":])/g, ' {…}');

const secondsSince = (began: number) => Math.round((performance.now() - began) / 1000);

/** Commits a sabotage, and tells whether its check names the culprit. */
async function sabotage(one: Sabotage, copy: Copy, say: Say): Promise<boolean> {
  say(`${one.why}\n\n  commit: ${one.commit}`);
  for (const line of copy.commit(one)) say(`  ${coloured(line)}`);
  say(`\n  $ ${one.check}`);
  const { passed, output } = await copy.run(one.check);
  copy.undo();
  const sentences = new Set(output.match(one.says)?.map(short));
  for (const sentence of sentences) say(`  ${styleText('bold', sentence)}`);
  if (passed) say('  NOT caught: it passed');
  else if (!sentences.size)
    say(`  NOT caught: it failed and did not say ${one.says.source}\n${output.slice(-2_000)}`);
  return !passed && sentences.size > 0;
}

/**
 * Commits sabotages to a copy of the last commit, one after the other, and shows what their checks say.
 * @param signal ends the tour after the check that is running
 * @returns 0 when each is caught, or else 1
 */
export async function tour(
  sabotages: Sabotage[],
  root: string,
  say: Say = console.log,
  signal = new AbortController().signal,
): Promise<number> {
  const began = performance.now();
  const copy = new Copy();
  const caught: string[] = [];
  try {
    say(`A copy of your last commit is built in ${copy.folder}, sabotaged, and thrown away.`);
    await copy.make(root);
    for (const [index, one] of sabotages.entries()) {
      if (signal.aborted) break;
      const started = performance.now();
      say(`\n${styleText('bold', `${index + 1} of ${sabotages.length}: ${one.name}`)}`);
      if (!(await sabotage(one, copy, say))) continue;
      const seconds = secondsSince(started);
      say(`  caught in ${seconds} s`);
      caught.push(`${one.name.padEnd(40)}${one.check.padEnd(72)}${String(seconds).padStart(3)} s`);
    }
  } finally {
    copy.remove();
  }
  const count = `${caught.length} of ${sabotages.length} were caught, in ${secondsSince(began)} s`;
  say(['', ...caught, '', count].join('\n'));
  return caught.length === sabotages.length ? 0 : 1;
}

/** @throws Error when one of the numbers is none of a sabotage */
function chosen(numbers: string[]): Sabotage[] {
  const unknown = numbers.filter((number) => !SABOTAGES[Number(number) - 1]);
  if (unknown.length)
    throw new Error(`there is no ${unknown.join(', ')}: npm run break -- --list tells what there is`);
  return numbers.length ? numbers.map((number) => SABOTAGES[Number(number) - 1]!) : SABOTAGES;
}

function list(): void {
  for (const [index, { name, check }] of SABOTAGES.entries()) console.log(`${index + 1}  ${name}: ${check}`);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { list: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.list) return (list(), 0);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      console.log('\nThe tour ends when what runs now has cleaned up behind itself.');
      interrupted.abort();
    });
  return tour(chosen(positionals), join(import.meta.dirname, '..'), console.log, interrupted.signal);
}

if (import.meta.main)
  process.exitCode = await main().catch(({ message }: Error) => {
    console.error(message);
    return 1;
  });
