import { describe, expect, it } from '@jest/globals';
import { BrokenFile, chunkFrom, readOfficialFile } from '../src/official-file.js';

describe('an official file', () => {
  it.each([
    ['LF', 'OLIVER,6941\nJACK,5371\n'],
    ['CRLF', 'OLIVER,6941\r\nJACK,5371\r\n'],
    ['no final line break', 'OLIVER,6941\nJACK,5371'],
    ['a byte order mark', '\uFEFFOLIVER,6941\nJACK,5371\n'],
  ])('is the same with %s', (_how, text) => {
    expect(readOfficialFile('x/boys.csv', text)).toEqual({
      importId: readOfficialFile('BOYS 2015.csv', 'OLIVER,6941\nJACK,5371\n').importId,
      sex: 'male',
      names: [
        { name: 'OLIVER', count: 6941 },
        { name: 'JACK', count: 5371 },
      ],
    });
  });

  it('has another id for the other sex', () => {
    const [boys, girls] = ['boys.csv', 'girls.csv'].map((path) => readOfficialFile(path, 'ALEX,3\n'));
    expect(girls?.sex).toBe('female');
    expect(girls?.importId).not.toBe(boys?.importId);
  });

  it('names every broken line', () => {
    const read = () =>
      readOfficialFile('girls.csv', 'AMELIA,5158\nOLIVIA\n\nEMILY,0\nISLA,3,474\nAVA,3414\n');
    expect(read).toThrow(BrokenFile);
    expect(read).toThrow(
      /^Line 2 is .*: OLIVIA\nLine 3 is .*\nLine 4 is .*: EMILY,0\nLine 5 is .*: ISLA,3,474$/,
    );
  });

  it('shows five broken lines of many', () => {
    expect(() => readOfficialFile('girls.csv', 'OLIVIA\n'.repeat(120))).toThrow(
      /^(Line \d is .*\n){5}and 115 more lines like these$/,
    );
  });

  it.each([
    ['girls.csv', '', /no lines/],
    ['names.csv', 'ADA,1', /boys\.csv or girls\.csv/],
  ])('%s with %p is refused', (path, text, reason) => {
    expect(() => readOfficialFile(path, text)).toThrow(reason);
  });

  it('is sent in chunks of at most a thousand lines that fit into a request', () => {
    const text = (name: string) => Array.from({ length: 2_500 }, (_, at) => `${name},${at + 1}`).join('\n');
    const short = readOfficialFile('boys.csv', text('ABE'));
    expect([1, 1_001, 2_001].map((line) => chunkFrom(short, line).names.length)).toEqual([1_000, 1_000, 500]);
    const long = chunkFrom(readOfficialFile('boys.csv', text('Ł'.repeat(50))), 1);
    expect(long.names.length).toBeGreaterThan(100);
    expect(Buffer.byteLength(JSON.stringify(long))).toBeLessThan(100_000);
  });
});
