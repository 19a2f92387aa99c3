import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Command, execute } from '../src/command.js';
import { UsageError, UserError } from '../src/user-error.js';

const COMMAND = {
  usage: ['npm run paint -- ROOM', 'npm run whitewash -- ROOM'],
  about: 'Paints a room.',
  args: ['ROOM'],
  options: {
    colour: { value: 'NAME', about: 'the colour', default: 'white' },
    with: { value: 'TOOL', about: 'what to use', required: true },
    coat: { value: 'KIND', about: 'one coat; may be repeated', multiple: true },
    ceiling: { about: 'the ceiling, too' },
  },
} as const;

const USAGE = 'Usage: npm run paint -- ROOM\n       npm run whitewash -- ROOM';

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
    expect(await execute(command, run, ['hall', '--with', 'roller', '--coat=first', '--coat=second'])).toBe(
      0,
    );
    expect(run).toHaveBeenCalledWith(
      { colour: 'white', with: 'roller', coat: ['first', 'second'], ceiling: false },
      ['hall'],
    );
  });

  it('ends with the code that it returns', async () => {
    expect(await execute(command, async () => 3, ['hall', '--with', 'roller'])).toBe(3);
    expect(reported).toEqual([]);
  });

  it('prints its usage and its options for --help, whatever else is given, and does nothing', async () => {
    const run = jest.fn(noWork);
    expect(await execute(command, run, ['--colour', '--help', '--unknown'])).toBe(0);
    expect(run).not.toHaveBeenCalled();
    expect(printed).toEqual([
      `${USAGE}

Paints a room.

  --colour NAME  the colour (default: white)
  --with TOOL    what to use
  --coat KIND    one coat; may be repeated
  --ceiling      the ceiling, too
  --help         prints this text`,
    ]);
  });

  it.each([
    ['an unknown option', ['hall', '--color', 'red'], "Unknown option '--color'."],
    ['an option without its value', ['hall', '--with'], '--with has no value.'],
    ['an option with an empty value', ['hall', '--with='], '--with has no value.'],
    ['a missing option', ['hall'], '--with is missing.'],
    ['a missing argument', ['--with', 'roller'], 'ROOM is missing.'],
    ['an empty argument', ['', '--with', 'roller'], 'ROOM is missing.'],
    ['another argument', ['hall', 'attic', '--with', 'roller'], "Unexpected argument 'attic'."],
  ])('refuses %s with exit code 2, and prints its usage', async (_what, argv, sentence) => {
    const run = jest.fn(noWork);
    expect(await execute(command, run, argv)).toBe(2);
    expect(run).not.toHaveBeenCalled();
    expect(reported).toEqual([`${sentence}\n${USAGE}`]);
  });

  it('takes more arguments if it says so', async () => {
    const run = jest.fn(noWork);
    const argv = ['hall', 'attic', 'cellar', '--with', 'roller'];
    expect(await execute({ ...command, takesMore: true }, run, argv)).toBe(0);
    expect(run).toHaveBeenCalledWith(expect.anything(), ['hall', 'attic', 'cellar']);
  });

  describe('that fails', () => {
    const fail = (error: Error, more: Partial<Command<{}, []>> = {}) =>
      execute(
        { usage: 'npm run fail', about: 'Fails.', report: (text) => void reported.push(text), ...more },
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
