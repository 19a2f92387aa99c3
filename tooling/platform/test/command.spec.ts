import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { type Command, execute } from '../src/command.js';
import { type CommandArgument, parseCommandLine } from '../src/command-line.js';
import { UsageError, UserError } from '../src/user-error.js';

const COMMAND = {
  name: ['npm run paint', 'npm run whitewash'],
  about: 'Paints a room.',
  args: [
    { name: 'BRUSH', about: 'what package.json gives', preset: true },
    { name: 'ROOM', about: 'the room', oneOf: () => ['hall', 'attic'] },
  ],
  options: {
    colour: { value: 'NAME', about: 'the colour', default: 'white' },
    with: { value: 'TOOL', about: 'what to use', required: true, oneOf: () => ['roller', 'sponge'] },
    coat: { value: 'KIND', about: 'one coat; may be repeated', multiple: true, exists: 'file' },
    ceiling: { about: 'the ceiling, too' },
    stucco: { about: 'the ornaments of the ceiling', needs: 'ceiling', excludes: ['coat'] },
    'drop-cloth': { value: 'DIR', about: 'the folder to cover', isFolder: true },
  },
} as const;

const USAGE =
  'Usage: npm run paint -- ROOM --with TOOL [OPTIONS]\n       npm run whitewash -- ROOM --with TOOL [OPTIONS]';

describe('a command', () => {
  let printed: string[];
  let reported: string[];
  const command = { ...COMMAND, report: (text: string) => void reported.push(text) };
  const noWork = async (_options: object, _args: string[]) => {};

  beforeEach(() => {
    printed = [];
    reported = [];
    jest.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  });
  afterEach(() => void jest.restoreAllMocks());

  it('gets its options, with defaults, and its arguments', async () => {
    const run = jest.fn(noWork);
    const coats = [import.meta.filename, join(import.meta.dirname, 'secrets.spec.ts')];
    const argv = ['thick', 'hall', '--with', 'roller', ...coats.map((coat) => `--coat=${coat}`)];
    expect(await execute(command, run, argv)).toBe(0);
    expect(run).toHaveBeenCalledWith(
      { colour: 'white', with: 'roller', coat: coats, ceiling: false, stucco: false },
      ['thick', 'hall'],
    );
  });

  it('ends with the code that it returns', async () => {
    expect(await execute(command, async () => 3, ['thick', 'hall', '--with', 'roller'])).toBe(3);
    expect(reported).toEqual([]);
  });

  it('prints its usage and its options for --help, whatever else is given, and does nothing', async () => {
    const run = jest.fn(noWork);
    expect(await execute(command, run, ['--colour', '--help', '--unknown'])).toBe(0);
    expect(run).not.toHaveBeenCalled();
    expect(printed).toEqual([
      `${USAGE}

Paints a room.

  ROOM              the room
  --colour NAME     the colour (default: white)
  --with TOOL       what to use
  --coat KIND       one coat; may be repeated
  --ceiling         the ceiling, too
  --stucco          the ornaments of the ceiling
  --drop-cloth DIR  the folder to cover
  --help            prints this text`,
    ]);
  });

  it.each([
    ['an unknown option', ['hall', '--paper', 'red'], "Unknown option '--paper'."],
    ['a misspelt option', ['hall', '--color', 'red'], "Unknown option '--color': did you mean --colour?"],
    [
      'an unknown name',
      ['thick', 'kitchen', '--with', 'roller'],
      'There is no room kitchen: choose one of hall, attic.',
    ],
    [
      'a misspelt name',
      ['thick', 'hal', '--with', 'roller'],
      'There is no room hal: did you mean hall? Choose one of hall, attic.',
    ],
    [
      'an unknown name in an option',
      ['thick', 'hall', '--with', 'fork'],
      'There is no tool fork: choose one of roller, sponge.',
    ],
    ['a file that does not exist', ['--coat=/nowhere'], 'There is no file /nowhere: check its path.'],
    ['a folder instead of a file', ['--coat=/'], '/ is a folder: name a file.'],
    [
      'a file instead of a folder',
      ['--drop-cloth', `${import.meta.filename}/cloth`],
      `${import.meta.filename} is a file: name a folder with --drop-cloth.`,
    ],
    ['an option without its value', ['hall', '--with'], '--with has no value.'],
    ['an option with an empty value', ['hall', '--with='], '--with has no value.'],
    [
      'a value that begins with a dash',
      ['hall', '--with', '-1'],
      '--with has no value: write --with=VALUE for one that begins with a dash.',
    ],
    ['an option without the one that it needs', ['--stucco'], '--stucco has no effect without --ceiling.'],
    [
      'an option beside one that excludes it',
      ['--stucco', '--ceiling', `--coat=${import.meta.filename}`],
      '--coat has no effect with --stucco: leave one of them out.',
    ],
    ['a missing option', ['thick', 'hall'], '--with is missing: choose one of roller, sponge.'],
    ['a missing argument', ['thick', '--with', 'roller'], 'ROOM is missing: choose one of hall, attic.'],
    ['an empty argument', ['thick', '', '--with', 'roller'], 'ROOM is missing: choose one of hall, attic.'],
    ['another argument', ['thick', 'hall', 'attic', '--with', 'roller'], "Unexpected argument 'attic'."],
  ])('refuses %s with exit code 2, and prints its usage', async (_what, argv, sentence) => {
    const run = jest.fn(noWork);
    expect(await execute(command, run, argv)).toBe(2);
    expect(run).not.toHaveBeenCalled();
    expect(reported).toEqual([`${sentence}\n${USAGE}`]);
  });

  it('refuses options that npm kept for itself, because nothing else would notice', async () => {
    const argv = ['thick', 'hall', '--with', 'roller'];
    const kept = { npm_config_drop_cloth: 'true', npm_config_with: 'true' };
    expect(await execute(command, noWork, argv, kept)).toBe(2);
    expect(reported).toEqual([
      `npm did not pass --drop-cloth on: put -- before the arguments of the command.\n${USAGE}`,
    ]);
  });

  it('gets a folder as the caller means it, who may stand elsewhere', async () => {
    const run = jest.fn(noWork);
    const { INIT_CWD } = process.env;
    try {
      process.env.INIT_CWD = join(process.cwd(), 'docs');
      await execute(command, run, ['thick', 'hall', '--with', 'roller', '--drop-cloth', 'images']);
    } finally {
      process.env.INIT_CWD = INIT_CWD ?? process.cwd();
    }
    expect(run).toHaveBeenCalledWith(
      expect.objectContaining({ 'drop-cloth': 'docs/images' }),
      expect.anything(),
    );
  });

  it('may say more about a name that it does not take, and list names that it need not be', () => {
    const explain = (name: string) =>
      name === 'cellar' ? 'The cellar has no walls: paint another room.' : undefined;
    const room = { name: 'ROOM', about: 'the room', oneOf: () => ['hall'], explain };
    const parse = (args: CommandArgument[], argv: string[]) => () =>
      parseCommandLine({ name: 'npm run paint', about: '', args }, argv);
    expect(parse([room], ['cellar'])).toThrow('The cellar has no walls: paint another room.');
    expect(parse([room], ['attic'])).toThrow('There is no room attic: choose one of hall.');
    const any = { name: 'ROOM', about: 'a room', usually: () => ['hall', 'attic'] };
    expect(parse([any], [])).toThrow('ROOM is missing: choose one of hall, attic.');
    expect(parse([any], ['cellar'])).not.toThrow();
  });

  it('takes more arguments if it says so', async () => {
    const run = jest.fn(noWork);
    const more = { name: 'FLOOR', about: 'a floor', repeated: true, optional: true } as const;
    const floors = { ...command, name: 'npm run paint', options: {}, args: [more] };
    for (const argv of [[], ['first', 'second']]) {
      expect(await execute(floors, run, argv)).toBe(0);
      expect(run).toHaveBeenLastCalledWith({}, argv);
    }
    expect(await execute(floors, run, ['--help'])).toBe(0);
    expect(printed[0]).toMatch(/^Usage: npm run paint -- \[FLOOR\.\.\.\]\n/);
  });

  describe('that fails', () => {
    const fail = (error: Error, more: Partial<Command<{}, []>> = {}) =>
      execute(
        { name: 'npm run fail', about: 'Fails.', report: (text) => void reported.push(text), ...more },
        () => Promise.reject(error),
        [],
      );

    it('reports an error that the reader can fix in one sentence', async () => {
      expect(await fail(new UserError('The bucket is empty: fill it.'))).toBe(1);
      expect(reported).toEqual(['The bucket is empty: fill it.']);
    });

    it('reports a wrong value with its usage', async () => {
      expect(await fail(new UsageError('--coat must be wet.'))).toBe(2);
      expect(reported).toEqual(['--coat must be wet.\nUsage: npm run fail']);
    });

    it('reports any other error with its stack and its cause', async () => {
      expect(await fail(new Error('unexpected', { cause: new Error('deep down') }))).toBe(1);
      expect(reported).toEqual([expect.stringMatching(/^Error: unexpected\n +at [^]*deep down/)]);
    });

    it('may explain errors of its own', async () => {
      const explain = (error: unknown) => `Sorry: ${(error as Error).message}.`;
      expect(await fail(new Error('no water'), { explain })).toBe(1);
      expect(reported).toEqual(['Sorry: no water.']);
    });
  });
});
