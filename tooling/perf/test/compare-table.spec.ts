import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Measured } from '../src/compare/measure.js';
import { tablesOf } from '../src/compare/table.js';

const losses = { rows: 100, lost: 0, doubled: 0, unfounded: 0 };
const measured: Measured = {
  requestMs: { p50: 1.23, p95: 12.3 },
  effectMs: { p50: 4, p95: 5 },
  requestsPerSecond: 900.4,
  eventsPerSecond: 800,
  processes: { cpuMs: 1.234, mib: 100.4 },
  servers: { cpuMs: 0.5, mib: 50 },
  killed: { publisher: losses, consumer: { ...losses, lost: 3, doubled: 2 } },
};
const cells = (line: string) => line.split('|').map((cell) => cell.trim());

it('shows costs and losses, and names what was skipped', () => {
  const { effectMs: _effect, eventsPerSecond: _events, killed: _killed, ...bare } = measured;
  const [costs, deaths] = tablesOf([
    { title: 'ours', measured },
    { title: 'bare', measured: bare },
    { title: 'other', measured: { skipped: 'skipped: no RabbitMQ' } },
  ]).split('\n\n');
  expect(costs!.split('\n').slice(2).map(cells)).toEqual([
    ['', 'ours', '900', '800', '1.2 / 12', '4.0 / 5.0', '1.23 + 0.50', '100 + 50', ''],
    ['', 'bare', '900', '–', '1.2 / 12', '–', '1.23 + 0.50', '100 + 50', ''],
    ['', 'other', 'skipped: no RabbitMQ', '', '', '', '', '', ''],
  ]);
  expect(deaths!.split('\n').slice(2).map(cells)).toEqual([
    ['', 'ours', '100', '0', '0', '100', '3', '2', ''],
    ['', 'bare', '–', '–', '–', '–', '–', '–', ''],
    ['', 'other', 'skipped: no RabbitMQ', '', '', '', '', '', ''],
  ]);
});

it('has the headings of the page', () => {
  const page = readFileSync('docs/comparison.md', 'utf8');
  for (const table of tablesOf([]).split('\n\n')) {
    const headings = cells(table.split('\n')[0]!);
    expect(page.split('\n').map((line) => cells(line).join('|'))).toContain(headings.join('|'));
  }
});
