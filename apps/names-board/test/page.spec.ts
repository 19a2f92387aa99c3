import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { page, policy } from '../src/page.js';
import { chip, escaped, longest, moment, numeral, row, share, titled } from '../src/page.parts.js';

const EVIL = `"><script>alert('&')</script>`;
const STREAM = 'https://births.example/names';
const NOBODY = { boys: [], girls: [], asOf: null };
const hash = (text = '') => createHash('sha256').update(text).digest('base64');

describe('a name', () => {
  it.each([
    ['OLIVER', 'Oliver'],
    ['ANNE-MARIE', 'Anne-Marie'],
    ["D'ARCY", "D'Arcy"],
    ['MARY ANN', 'Mary Ann'],
    ['ÉLODIE', 'Élodie'],
    ['ZOË', 'Zoë'],
    ['', ''],
  ])('%s is written %s', (name, written) => {
    expect(titled(name)).toBe(written);
  });

  it('is text in the page, whatever it is', () => {
    const signs = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '/', ' ') });
    fc.assert(
      fc.property(signs, (name) => {
        const html = row({ name, count: 1 }, 1) + chip({ name, sex: name, count: 1 });
        const tags = html.match(/<[^>]*>/g)?.map((tag) => /^<\/?(\w+)/.exec(tag)?.[1]);
        expect(tags).toEqual(['li', 'span', 'span', 'data', 'data', 'svg', 'rect', 'svg', 'li', 'li', 'li']);
      }),
    );
    expect(escaped(EVIL)).not.toMatch(/[<>"']/);
  });
});

describe('a bar', () => {
  it('is as long as its name is frequent, and can always be seen', () => {
    expect([1000, 500, 333, 5, 0].map((count) => share(count, 1000))).toEqual([100, 50, 33.3, 1, 1]);
  });

  it('is measured by the most frequent name of both lists', () => {
    expect(longest({ boys: [{ name: 'A', count: 3 }], girls: [{ name: 'B', count: 5 }] })).toBe(5);
    expect(longest(NOBODY)).toBe(1);
  });
});

it('writes numbers and times for people', () => {
  expect(numeral(1234567)).toBe('1,234,567');
  expect(moment('2026-03-01T12:05:00.000Z', 'UTC')).toBe('1 March 2026 at 12:05:00 UTC');
});

it('says how many were registered at once', () => {
  expect(chip({ name: 'ADA', sex: 'female', count: 1 })).toBe('<li data-sex="female">Ada</li>');
  expect(chip({ name: 'ADA', sex: 'female', count: 1200 })).toBe('<li data-sex="female">Ada ×1,200</li>');
});

describe('the page', () => {
  const entry = (name: string, count: number) => ({ name, count });

  it('has both lists, in order, and when they came to be', () => {
    const boys = [entry('OLIVER', 20), entry('NOAH', 5)];
    const girls = [entry('OLIVIA', 10)];
    const html = page({ boys, girls, asOf: '2026-03-01T12:05:00.000Z' }, STREAM);
    const names = [...html.matchAll(/<li data-name="(\w+)"/g)].map(([, name]) => name);
    expect(names).toEqual(['OLIVIA', 'OLIVER', 'NOAH']);
    expect([...html.matchAll(/rect width="([\d.]+)%"/g)].map(([, width]) => width)).toEqual([
      '50',
      '100',
      '25',
    ]);
    expect(html).toContain('<time datetime="2026-03-01T12:05:00.000Z">1 March 2026 at 12:05:00 UTC</time>');
  });

  it('says so when there is no name yet', () => {
    expect(page(NOBODY, STREAM)).toContain('No names yet');
    expect(page(NOBODY, STREAM)).toContain('<time></time>');
  });

  it('allows itself its own script and style, its own service and the stream, and nothing else', () => {
    const html = page(NOBODY, STREAM);
    const style = hash(/<style>([\s\S]*?)<\/style>/.exec(html)?.[1]);
    const script = hash(/<script type="module">([\s\S]*?)<\/script>/.exec(html)?.[1]);
    expect(policy(STREAM).split('; ')).toEqual([
      "default-src 'none'",
      `script-src 'sha256-${script}'`,
      `style-src 'sha256-${style}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "connect-src 'self' https://births.example",
    ]);
  });

  it('knows where the stream is', () => {
    for (const url of [STREAM, `${STREAM}/`])
      expect(page(NOBODY, url)).toContain('data-stream="https://births.example/names/stream"');
    expect(page(NOBODY, `${STREAM}/${EVIL}`)).not.toContain(EVIL);
  });
});
