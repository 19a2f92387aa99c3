import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { contentSecurityPolicy, renderPage } from '../src/page.js';
import {
  barWidth,
  describeRises,
  escapeHtml,
  formatCount,
  formatTime,
  highestCount,
  ranksOf,
  renderBirth,
  renderRow,
  titleCase,
} from '../src/page.parts.js';

const EVIL = `"><script>alert('&')</script>`;
const STREAM = 'https://births.example/names';
/** Names A, B, C, … with these counts. */
const counts = (...all: number[]) => all.map((count, at) => ({ name: String.fromCharCode(65 + at), count }));
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
    expect(titleCase(name)).toBe(written);
  });

  it('is escaped in the page, whatever characters it has', () => {
    const signs = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '/', ' ') });
    fc.assert(
      fc.property(signs, (name) => {
        const html = renderRow({ name, count: 1 }, 1, 1) + renderBirth({ name, sex: name, count: 1 });
        const tags = html.match(/<[^>]*>/g)?.map((tag) => /^<\/?(\w+)/.exec(tag)?.[1]);
        expect(tags).toEqual(['li', 'span', 'span', 'data', 'data', 'svg', 'rect', 'svg', 'li', 'li', 'li']);
      }),
    );
    expect(escapeHtml(EVIL)).not.toMatch(/[<>"']/);
  });
});

describe('a bar', () => {
  it('is as long as its name is frequent, and always visible', () => {
    expect([1000, 500, 333, 5, 0].map((count) => barWidth(count, 1000))).toEqual([100, 50, 33.3, 1, 1]);
  });

  it('is relative to the most frequent name of its list', () => {
    expect(highestCount(counts(3, 5))).toBe(5);
    expect(highestCount([])).toBe(1);
  });
});

describe('a rank', () => {
  it('is shared by names with the same count, and the next one is left out', () => {
    expect(ranksOf(counts(9, 5, 5, 2))).toEqual([1, 2, 2, 4]);
  });

  it('is told when a name rises to it, three of them by name', () => {
    const before = new Map([
      ['A', 1],
      ['B', 2],
    ]);
    expect(describeRises('Boys', before, counts(9, 5))).toBe('');
    expect(describeRises('Boys', before, counts(9, 9))).toBe('Boys: B is number 1');
    expect(describeRises('Boys', new Map(), counts(9, 5, 4, 3))).toBe(
      'Boys: A is number 1, B is number 2, C is number 3, and 1 more have risen',
    );
  });
});

it('formats numbers and times for people', () => {
  expect(formatCount(1234567)).toBe('1,234,567');
  expect(formatTime('2026-03-01T12:05:00.000Z')).toBe('1 March 2026 at 12:05:00 UTC');
});

it('shows how many babies were registered at once', () => {
  expect(renderBirth({ name: 'ADA', sex: 'female', count: 1 })).toBe('<li data-sex="female">Ada</li>');
  expect(renderBirth({ name: 'ADA', sex: 'female', count: 1200 })).toBe(
    '<li data-sex="female">Ada ×1,200</li>',
  );
});

describe('the page', () => {
  const entry = (name: string, count: number) => ({ name, count });

  it('has both lists, in order, and the time of their last change', () => {
    const boys = [entry('OLIVER', 20), entry('NOAH', 5)];
    const girls = [entry('OLIVIA', 10)];
    const html = renderPage({ boys, girls, asOf: '2026-03-01T12:05:00.000Z' }, STREAM);
    const names = [...html.matchAll(/<li data-name="(\w+)"/g)].map(([, name]) => name);
    expect(names).toEqual(['OLIVIA', 'OLIVER', 'NOAH']);
    expect([...html.matchAll(/rect width="([\d.]+)%"/g)].map(([, width]) => width)).toEqual([
      '100',
      '100',
      '25',
    ]);
    expect([...html.matchAll(/data-rank="(\d)"/g)].map(([, rank]) => rank)).toEqual(['1', '1', '2']);
    expect(html).toContain('<time datetime="2026-03-01T12:05:00.000Z">1 March 2026 at 12:05:00 UTC</time>');
  });

  it('says so when there are no names yet', () => {
    expect(renderPage(NOBODY, STREAM)).toContain('No names yet');
    expect(renderPage(NOBODY, STREAM)).toContain('<time></time>');
  });

  it('allows only its own script and style, its own service and the stream', () => {
    const html = renderPage(NOBODY, STREAM);
    const style = hash(/<style>([\s\S]*?)<\/style>/.exec(html)?.[1]);
    const script = hash(/<script type="module">([\s\S]*?)<\/script>/.exec(html)?.[1]);
    expect(contentSecurityPolicy(STREAM).split('; ')).toEqual([
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

  it('contains the URL of the stream', () => {
    for (const url of [STREAM, `${STREAM}/`])
      expect(renderPage(NOBODY, url)).toContain('data-stream="https://births.example/names/stream"');
    expect(renderPage(NOBODY, `${STREAM}/${EVIL}`)).not.toContain(EVIL);
  });
});
