import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from '#tooling/testing';
import { edited, type Sabotage, SABOTAGES, tour } from '../src/break.main.js';

const ROOT = join(import.meta.dirname, '../../..');

describe('a sabotage', () => {
  it.each(SABOTAGES)('can still be committed: $name', ({ edits }) => {
    for (const edit of edits) {
      const before = readFileSync(join(ROOT, edit.file), 'utf8');
      expect(edited(before, edit)).toHaveLength(before.length - edit.was.length + edit.is.length);
    }
  });

  it.each([0, 2])('cannot be committed where its text is found %d times', (times) => {
    const edit = { file: 'lamp.txt', was: 'dim', is: 'dark' };
    expect(() => edited('dim'.repeat(times), edit)).toThrow(
      `lamp.txt should have this once, and has it ${times}`,
    );
  });
});

describe('a tour', () => {
  let root: GitRepository;
  let lines: string[];
  const say = (line: string) => void lines.push(line);
  const dimming = (check: string): Sabotage => ({
    name: `dim the lamp, ${check}`,
    why: 'It is bright.',
    commit: 'Save power',
    edits: [{ file: 'lamp.txt', was: 'watts: 7', is: 'watts: 3' }],
    check,
    says: /^.* watts: 3$/gm,
  });
  const FAILS = 'echo "the lamp has $(cat lamp.txt)" && exit 1';

  beforeEach(() => {
    lines = [];
    root = new GitRepository();
    root.write('package.json', '{"scripts": {"build": "exit 0"}}');
    root.write('lamp.txt', 'watts: 7\n');
    root.commit([]);
  });
  afterEach(() => root.remove());

  it('shows each commit and what caught it, in a copy', async () => {
    const head = root.git('rev-parse', 'HEAD');
    expect(await tour([dimming(FAILS), dimming(FAILS)], root.folder, say)).toBe(0);
    const told = lines.join('\n');
    expect(told).toMatch(/commit: Save power\n {2}lamp\.txt\n.*-watts: 7.*\n.*\+watts: 3/);
    expect(told).toMatch(/\n.*the lamp has watts: 3.*\n {2}caught in \d+ s/);
    expect(told).toContain('2 of 2 were caught');

    expect(readFileSync(join(root.folder, 'lamp.txt'), 'utf8')).toBe('watts: 7\n');
    expect(root.git('log', '--all', '--format=%H')).toBe(head);
    const [, copy = ''] = /built in (\S+),/.exec(told) ?? [];
    expect(copy).not.toBe('');
    expect(existsSync(copy)).toBe(false);
  });

  it.each([
    ['passes', 'exit 0', 'NOT caught: it passed'],
    ['fails for another reason', 'echo "no power" && exit 1', 'no power'],
  ])('fails when a check %s', async (_, check, says) => {
    expect(await tour([dimming(check), dimming(FAILS)], root.folder, say)).toBe(1);
    const told = lines.join('\n');
    expect(told).toMatch(/NOT caught: it (passed|failed)/);
    expect(told).toContain(says);
    expect(told).toContain('1 of 2 were caught');
  });

  it('ends early when it is told to', async () => {
    const interrupted = new AbortController();
    const interrupt = (line: string) => {
      say(line);
      if (line.includes('caught in')) interrupted.abort();
    };
    expect(await tour([dimming(FAILS), dimming(FAILS)], root.folder, interrupt, interrupted.signal)).toBe(1);
    expect(lines.join('\n')).toContain('1 of 2 were caught');
  });

  it('does not begin with what does not build', async () => {
    root.write('package.json', '{"scripts": {"build": "echo no lamp && exit 1"}}');
    root.commit([]);
    await expect(tour([dimming(FAILS)], root.folder, say)).rejects.toThrow(/does not build:[^]*no lamp/);
  });
});
