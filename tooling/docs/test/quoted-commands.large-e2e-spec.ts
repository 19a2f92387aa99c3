import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputLike, quotedCommands, quotedIn } from './fixtures/quoted-commands.js';

const ROOT = join(import.meta.dirname, '../../..');
/** Milliseconds within which a quoted command must end; it takes a few seconds at most on an idle machine. */
const COMMAND_MS = 60_000;

/** What a reader sees who runs a command at the root of the repository. */
function outputOf(command: string): string {
  const { error, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: COMMAND_MS,
  });
  if (error) throw error;
  return `${stdout}${stderr}`.replace(/\n*$/, '\n');
}

describe('a quoted output', () => {
  const page = ['```sh', 'echo 1', '```', '', '```text', 'from … to …', '…', 'end', '```', ''].join('\n');

  it('belongs to the command above it', () => {
    expect(quotedIn('docs/lamps.md', page)).toEqual([
      { page: 'docs/lamps.md', command: 'echo 1\n', output: 'from … to …\n…\nend\n' },
    ]);
  });

  it.each([
    ['what varies', 'from 1 to 2\nend\n', true],
    ['any lines', 'from 1 to 2\nand\nmore\nend\n', true],
    ['another word', 'from 1 until 2\nend\n', false],
    ['a line too many', 'from 1 to 2\nend\nend.\n', false],
    ['a line too few', 'from 1 to 2\n', false],
    ['nothing', '\n', false],
  ])('is compared with what the command prints: %s', (_case, printed, fits) => {
    expect(outputLike('from … to …\n…\nend\n').test(printed)).toBe(fits);
  });

  it('takes the characters of patterns as they are', () => {
    expect(outputLike('a.b (c)\n').test('a.b (c)\n')).toBe(true);
    expect(outputLike('a.b\n').test('a-b\n')).toBe(false);
  });
});

describe('the commands whose output a page quotes', () => {
  const commands = quotedCommands(ROOT).map((one) => ({ ...one, title: one.command.split('\n').join('; ') }));

  it.each(commands)('print what $page says: $title', ({ command, output }) => {
    expect(outputOf(command)).toMatch(outputLike(output));
  });
});

describe('the page of the twelve factors', () => {
  const page = readFileSync(join(ROOT, 'docs/twelve-factors.md'), 'utf8');
  const NUMERALS = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

  it('has a row for each, and a section with one command', () => {
    const rows = [...page.matchAll(/^\| \[(\w+)\. [^\]]+\]\(#([\w-]+)\) +\| (held|partly) +\|/gm)];
    expect(rows.map(([, numeral]) => numeral)).toEqual(NUMERALS);
    const sections = page.split(/^## /m).slice(1);
    for (const [at, [, numeral, anchor]] of rows.entries()) {
      const section = sections[at] ?? '';
      const [title = ''] = section.split('\n');
      expect(title).toMatch(new RegExp(`^${numeral}\\. `));
      expect(
        title
          .toLowerCase()
          .replaceAll(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      ).toBe(anchor);
      expect(quotedIn('docs/twelve-factors.md', `## ${section}`)).toHaveLength(1);
    }
  });
});
