import { pageOf, table, text } from '../page.js';
import type { Night } from './history.js';
import { type Point, pointsOf, type Shift, shiftsOf } from './shifts.js';

const WIDTH = 720;
const HEIGHT = 160;
const LEFT = 40;
const BOTTOM = 18;
const TOP = 8;
const RIGHT = 8;

/** All nights as a page of its own: a picture of each ratio, with the commit of each point, and its shifts. */
export function historyPage(nights: readonly Night[]): string {
  const names = [...new Set(nights.flatMap(({ ratios }) => Object.keys(ratios)))].toSorted();
  const [first, last] = [dayOf(nights[0]), dayOf(nights.at(-1))];
  const parts = names.map((name) => {
    const points = pointsOf(nights, name);
    return `<h2>${text(name)}</h2>\n${pictureOf(name, points, nights)}\n${shiftsIn(nights, shiftsOf(points))}`;
  });
  return pageOf(
    'Ratios over the nights',
    `<p>${nights.length} nights, from ${first} to ${last}. A point tells its night and its commit. A night without a point had no verdict.</p>\n${parts.join('\n')}`,
  );
}

const dayOf = (night: Night | undefined): string => (night?.at ?? '').slice(0, 10);
const digits = (value: number): string => value.toFixed(2);

function pictureOf(name: string, points: readonly Point[], nights: readonly Night[]): string {
  const most = 1.1 * Math.max(...points.map(({ value }) => value));
  const x = (night: number) =>
    (LEFT + (night / Math.max(1, nights.length - 1)) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (value: number) => (TOP + (1 - value / most) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const dots = points.map(
    ({ night, value, commit }) =>
      `<circle class="median" cx="${x(night)}" cy="${y(value)}" r="2.5"><title>${dayOf(nights[night])}, ${text(commit)}: ${digits(value)}</title></circle>`,
  );
  const marks = shiftsOf(points).map(
    ({ night }) => `<line class="shift" x1="${x(night)}" y1="${TOP}" x2="${x(night)}" y2="${y(0)}"/>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${text(name)} over the nights">
<line x1="${LEFT}" y1="${y(0)}" x2="${WIDTH - RIGHT}" y2="${y(0)}"/><text x="${LEFT - 4}" y="${y(0)}" text-anchor="end">0</text><text x="${LEFT - 4}" y="${TOP + 6}" text-anchor="end">${digits(most)}</text>
<text x="${LEFT}" y="${HEIGHT - 4}">${dayOf(nights[0])}</text><text x="${WIDTH - RIGHT}" y="${HEIGHT - 4}" text-anchor="end">${dayOf(nights.at(-1))}</text>
${marks.join('')}<polyline class="median" points="${points.map(({ night, value }) => `${x(night)},${y(value)}`).join(' ')}"/>${dots.join('')}</svg>`;
}

const shiftsIn = (nights: readonly Night[], shifts: readonly Shift[]): string =>
  shifts.length
    ? table(
        ['Since', '#Before', '#After', 'Commits'],
        shifts.map(({ night, from, to, before, commit }) => [
          dayOf(nights[night]),
          digits(from),
          `<span class="${to > from ? 'missed' : 'met'}">${digits(to)}</span>`,
          `<code>${text(before)}..${text(commit)}</code>`,
        ]),
      )
    : '<p>It has stayed as it is.</p>';
