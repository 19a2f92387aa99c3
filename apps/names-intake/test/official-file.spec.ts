import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokenFile, chunkFrom, readOfficialFile } from '../src/official-file.js';
import { inLetters } from './babies.js';
import { readText, whyUnreadable } from '../src/read-text.js';

const FIXTURES = join(import.meta.dirname, 'fixtures/official-files');

describe('an official file', () => {
  it.each([
    ['LF', 'OLIVER,6941\nJACK,5371\n'],
    ['CRLF', 'OLIVER,6941\r\nJACK,5371\r\n'],
    ['no final line break', 'OLIVER,6941\nJACK,5371'],
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

  it('is refused when a name stands in it twice, in any spelling', () => {
    expect(() => readOfficialFile('girls.csv', 'ZOË,3\nAVA,1\nzoë,3\nAVA,2\nAVA,2\n')).toThrow(
      [
        'Line 3 has the name of line 1 again: keep one line with the right count: zoë,3',
        'Line 4 has the name of line 2 again: keep one line with the right count: AVA,2',
        'Line 5 has the name of line 2 again: keep one line with the right count: AVA,2',
      ].join('\n'),
    );
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
      /^Line 2 is .*: OLIVIA\nLine 3 is .*\nLine 4 has a count .*: EMILY,0\nLine 5 has more .*: ISLA,3,474$/,
    );
  });

  it.each([
    ['late-girls.csv', 'Line 1201 has a count that must be at most 1,000,000: MARY,4106851'],
    ['alltime-girls.csv', 'Line 1 has a count that must be at most 1,000,000: MARY,4106851'],
    ['total-girls.csv', 'Line 3 looks like a total, which is not a name: delete it: Total,50'],
    ['total2-girls.csv', 'Line 1 looks like a total, which is not a name: delete it: TOTAL,50'],
    [
      'boys-and-girls.csv',
      'The file name tells both sexes: make one file for boys and one for girls, such as boys.csv.',
    ],
    ['malecots.csv', 'The file name does not tell the sex: rename the file to boys.csv or girls.csv.'],
    [
      'yob1880.txt',
      /^The file name does not tell the sex: .*\nLine 1 has a column for the sex: make one file for .*: Mary,F,7065\nLine 2/,
    ],
    ['nrs-girls.csv', /^Line 1 has a column for the sex: .*: 2020,F,Emily,42,1$/],
    [
      'ranked-girls.csv',
      /^Line 1 is a header: delete it, .*: Rank,Name,Count\nLine 2 has more than two columns: .*: 1,OLIVIA,30$/,
    ],
    [
      'quoted-girls.csv',
      /^Line 1 is not a name and a count, such as OLIVER,6941: "OLIVIA","6,941"\nLine 2 is/,
    ],
    ['semi-girls.csv', /^Line 1 is not a name and a count, .*: OLIVIA;30\nLine 2 is .*: AMELIA;20$/],
    ['supp-girls.csv', /^Line 2 is not a name and a count, .*: AMELIA,\[x\]$/],
  ])('refuses %s, and says why', (name, reason) => {
    const path = join(FIXTURES, name);
    let message = '';
    try {
      readOfficialFile(path, readFileSync(path, 'utf8'));
    } catch (error) {
      message = (error as Error).message;
    }
    if (typeof reason === 'string') expect(message).toBe(reason);
    else expect(message).toMatch(reason);
  });

  it.each([
    ['Count,Name', 'Line 1 is a header'],
    ['30,OLIVIA', 'Line 1 has the count before the name: swap the columns'],
    ['Grand total,9', 'Line 1 looks like a total'],
    ['ALL OTHER NAMES,9', 'Line 1 looks like a total'],
    ['Other names,9', 'Line 1 looks like a total'],
    ['All others,9', 'Line 1 looks like a total'],
    ['R2D2,4', 'Line 1 has a name that must consist of letters'],
    [`${'ß'.repeat(26)},4`, 'Line 1 has a name that must have at most 50 characters'],
    ['ADA,999999999999999', 'Line 1 has a count that must be at most 1,000,000'],
    [`ADA,${'9'.repeat(400)}`, 'Line 1 is not a name and a count'],
  ])('refuses the line %p, and says why', (line, reason) => {
    expect(() => readOfficialFile('girls.csv', line)).toThrow(reason);
  });

  it.each(['TOTALÉ,3', 'NAME,3', 'F,3', 'MALE,3'])('takes the name in %p for a name', (line) => {
    expect(readOfficialFile('girls.csv', line).names).toHaveLength(1);
  });

  it.each([
    ['BOYS_2015.CSV', 'male'],
    ['girls2015.csv', 'female'],
    ['females.txt', 'female'],
    ['boys/all-male-names.csv', 'male'],
  ])('of the name %p is of one sex: %s', (path, sex) => {
    expect(readOfficialFile(path, 'ALEX,3\n').sex).toBe(sex);
  });

  it('has one name for two spellings, and keeps the id that earlier versions gave it', () => {
    const [one, other] = ['q1-boys.csv', 'q2-boys.csv'].map((name) =>
      readOfficialFile(name, readFileSync(join(FIXTURES, name), 'utf8')),
    );
    expect([one?.names, other?.names]).toEqual([
      [{ name: "D'ANGELO", count: 5 }],
      [{ name: "D'ANGELO", count: 7 }],
    ]);
    expect(other?.importId).toBe('afbe99b781c7a9761bc84690378b0742cafbc40ec04b3ff88d333e57f3eb400d');
  });

  it('is read as UTF-8, with or without a byte order mark', async () => {
    await expect(readText(join(FIXTURES, 'q2-boys.csv'))).resolves.toBe('D’ANGELO,7\n');
    await expect(readText(FIXTURES)).rejects.toThrow('It is a folder: name the files in it.');
    expect(whyUnreadable(Object.assign(new Error(), { code: 'EACCES' }))).toMatch(/^You may not read it: /);
    expect(whyUnreadable(new Error('EIO'))).toBe('It cannot be read: EIO.');
  });

  it('is no pipe, which may never end', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'names-pipe-'));
    const pipe = join(folder, 'boys.csv');
    execFileSync('mkfifo', [pipe]);
    await expect(readText(pipe)).rejects.toThrow('It is a pipe or a device: save what it gives as a file.');
    rmSync(folder, { recursive: true });
  });

  it('has a million lines at most', () => {
    expect(() => readOfficialFile('boys.csv', 'ABE,1\n'.repeat(1_000_001))).toThrow(
      'The file has 1000001 lines, and at most 1000000 are allowed: split it.',
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
    const text = (name: string) =>
      Array.from({ length: 2_500 }, (_, at) => `${name}${inLetters(at)},${at + 1}`).join('\n');
    const short = readOfficialFile('boys.csv', text('ABE'));
    expect([1, 1_001, 2_001].map((line) => chunkFrom(short, line).names.length)).toEqual([1_000, 1_000, 500]);
    const long = chunkFrom(readOfficialFile('boys.csv', text('Ł'.repeat(46))), 1);
    expect(long.names.length).toBeGreaterThan(100);
    expect(Buffer.byteLength(JSON.stringify(long))).toBeLessThan(100_000);
  });
});
