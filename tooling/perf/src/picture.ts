import type { Step } from './result.js';

const WIDTH = 360;
const HEIGHT = 120;
const LEFT = 46;
const BOTTOM = 18;
const TOP = 8;

/** A picture of a step over the time of its run, as SVG: the median, and what 95 % do not exceed. */
export function pictureOf({ name, parts }: Step, seconds: number): string {
  const most = Math.max(1, ...parts.map(({ p95Ms }) => p95Ms));
  const x = (atS: number) => LEFT + (atS / Math.max(seconds, 1)) * (WIDTH - LEFT - 8);
  const y = (ms: number) => TOP + (1 - ms / most) * (HEIGHT - TOP - BOTTOM);
  const line = (kind: string, of: (part: Step['parts'][number]) => number) => {
    const points = parts.map((part) => `${x(part.atS).toFixed(1)},${y(of(part)).toFixed(1)}`);
    const dots = points.map(
      (point) => `<circle class="${kind}" cx="${point.replace(',', '" cy="')}" r="1.5"/>`,
    );
    return `<polyline class="${kind}" points="${points.join(' ')}"/>${dots.join('')}`;
  };
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${name} over time, at most ${milliseconds(most)}">
<line x1="${LEFT}" y1="${y(0)}" x2="${WIDTH - 8}" y2="${y(0)}"/><line x1="${LEFT}" y1="${y(most)}" x2="${WIDTH - 8}" y2="${y(most)}"/>
<text x="${LEFT - 4}" y="${y(0)}" text-anchor="end">0</text><text x="${LEFT - 4}" y="${y(most) + 6}" text-anchor="end">${milliseconds(most)}</text>
<text x="${LEFT}" y="${HEIGHT - 4}">0 s</text><text x="${WIDTH - 8}" y="${HEIGHT - 4}" text-anchor="end">${seconds} s</text>
${line('p95', ({ p95Ms }) => p95Ms)}${line('median', ({ medianMs }) => medianMs)}</svg>`;
}

/** A duration for people. */
export const milliseconds = (ms: number): string =>
  ms >= 10_000 ? `${(ms / 1_000).toFixed(0)} s` : ms >= 10 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(1)} ms`;
