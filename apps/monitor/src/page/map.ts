import type { Edge, Landscape, Overview } from './data.js';
import { type Child, h, type VNode } from './html.js';
import { type Arc, layOut, type Place } from './layout.js';
import { allReasons, type Reason, waitingFor } from './reasons.js';
import { hrefOf } from './view.js';

/** Everything in units of the drawing, which the page scales. */
const COLUMN = 230;
const ROW = 62;
const WIDTH = 158;
const HEIGHT = 44;
const MARGIN = 12;

/** A call says more about the order of two services than one event, and less than two. */
const CALL_WEIGHT = 1.5;
/** How far lines between the same nodes are apart. */
const GAP = 5;

/** What is drawn as one line: every event or call from one node to another. */
interface Line extends Arc {
  readonly kind: 'call' | Edge['seen'];
  readonly what: string[];
}

const WORDS: Record<Line['kind'], string> = {
  strange: 'seen, and in no contract',
  never: 'in the contracts, and never seen',
  unwatched: 'not watched by the monitor',
  published: 'published; nothing proves that it is consumed',
  counted: 'published; the consumer counts what it does with it',
  reacted: 'seen',
  call: 'called over HTTP or SMTP',
};
const KINDS = Object.keys(WORDS) as Line['kind'][];

/** The services, laid out along their contracts, with what waits and what is wrong. */
export function mapOf(landscape: Landscape, edges: readonly Edge[], overview: Overview): Child {
  const lines = linesOf(landscape, edges);
  const reasons = allReasons(landscape, overview);
  return [
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Map' },
      drawing(lines, { landscape, overview, reasons }),
    ),
    legend(lines),
    reasons.length > 0 &&
      h(
        'ul',
        { class: 'problems' },
        reasons.map(({ service, kind, text }) =>
          h('li', { key: `${service} ${text}`, class: kind }, `${service} ${text}.`),
        ),
      ),
    inWords(lines),
  ];
}

function drawing(lines: readonly Line[], around: Around): VNode {
  const nodes = [...new Set(lines.flatMap(({ from, to }) => [from, to]))];
  const services = around.landscape.services.map(({ name }) => name);
  const inOrder = [
    ...services.filter((name) => nodes.includes(name)),
    ...nodes.filter((name) => !services.includes(name)),
  ];
  const places = layOut(inOrder, lines);
  const width = Math.max(1, ...[...places.values()].map(({ column }) => column + 1)) * COLUMN;
  const height = Math.max(1, ...[...places.values()].map(({ row }) => row + 1)) * ROW + MARGIN;
  const label = 'Map of the services; the list below says the same';
  return h(
    'svg',
    { class: 'map', viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': label },
    lines.map((line) => drawLine(line, places, besides(line, lines))),
    inOrder.map((name) => drawNode(name, places.get(name), around)),
  );
}

const legend = (lines: readonly Line[]): VNode =>
  h(
    'ul',
    { class: 'legend' },
    KINDS.filter((kind) => lines.some((line) => line.kind === kind)).map((kind) =>
      h(
        'li',
        { key: kind },
        h(
          'svg',
          { class: 'sample', viewBox: '0 0 36 8', 'aria-hidden': 'true' },
          h('path', { class: `line ${kind}`, d: 'M0 4H36' }),
        ),
        ` ${WORDS[kind]}`,
      ),
    ),
  );

const inWords = (lines: readonly Line[]): VNode =>
  h(
    'details',
    {},
    h('summary', {}, 'The same in words'),
    h(
      'ul',
      {},
      lines.map((line) => h('li', { key: `${line.from} ${line.to} ${line.kind}` }, wordsOf(line))),
    ),
  );

const wordsOf = ({ from, to, kind, what }: Line): string =>
  `${from} to ${to}: ${what.join(', ') || 'calls'} (${WORDS[kind]})`;

/** A line for each kind of connection between two nodes, those that say most about the order of things first. */
function linesOf({ calls }: Landscape, edges: readonly Edge[]): Line[] {
  const lines = new Map<string, Line>();
  for (const { from, to, type, seen: kind } of edges) {
    const key = `${from} ${to} ${kind}`;
    lines.set(key, { from, to, kind, what: [...(lines.get(key)?.what ?? []), type] });
  }
  const all = [
    ...lines.values(),
    ...calls.map(({ from, to }) => ({ from, to, kind: 'call' as const, what: [] })),
  ];
  const weight = ({ from, to, kind }: Line) =>
    kind === 'call' ? CALL_WEIGHT : edges.filter((one) => one.from === from && one.to === to).length;
  return all.toSorted((one, other) => weight(other) - weight(one));
}

const x = ({ column }: Place) => column * COLUMN + MARGIN;
const y = ({ row }: Place) => row * ROW + MARGIN;

/** How far a line is moved, so that it does not cover the others between its nodes. */
function besides({ from, to, kind }: Line, lines: readonly Line[]): number {
  const same = lines.filter((one) => one.from === from && one.to === to).map((one) => one.kind);
  return (same.indexOf(kind) - (same.length - 1) / 2) * GAP;
}

function drawLine(line: Line, places: ReadonlyMap<string, Place>, move: number): Child {
  const { from, to, kind } = line;
  const [start, end] = [places.get(from), places.get(to)];
  if (!start || !end) return false;
  const isBack = end.column <= start.column;
  const [x1, y1] = [
    x(start) + (isBack ? WIDTH / 2 + move : WIDTH),
    y(start) + (isBack ? HEIGHT : HEIGHT / 2 + move),
  ];
  const [x2, y2] = [x(end) + (isBack ? WIDTH / 2 + move : 0), y(end) + (isBack ? HEIGHT : HEIGHT / 2 + move)];
  const bend = (COLUMN - WIDTH) * 0.8;
  const path = isBack
    ? `M${x1} ${y1}C${x1} ${y1 + 26} ${x2} ${y2 + 26} ${x2} ${y2 + 3}`
    : `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 3} ${y2}`;
  return h(
    'g',
    { key: `line ${from} ${to} ${kind}` },
    h('path', { class: `line ${kind}`, d: path }),
    h('circle', { class: `tip ${kind}`, cx: isBack ? x2 : x2 - 3, cy: isBack ? y2 + 3 : y2, r: 3.5 }),
    h('title', {}, wordsOf(line)),
  );
}

interface Around {
  landscape: Landscape;
  overview: Overview;
  reasons: readonly Reason[];
}

function drawNode(name: string, place: Place | undefined, { landscape, overview, reasons }: Around): Child {
  if (!place) return false;
  const owner = landscape.services.find((one) => one.name === name)?.owner;
  const own = reasons.filter(({ service }) => service === name);
  const kind = own.some((one) => one.kind === 'bad') ? 'bad' : own.length ? 'busy' : 'good';
  const waiting = waitingFor(name, overview);
  const { version, revision, release } = overview.builds?.[name] ?? {};
  const build = [version, release].filter(Boolean).join(' ');
  const texts = own.map(({ text }) => text).join('; ');
  return linked(
    owner ? hrefOf(['services']) : undefined,
    {
      key: `node ${name}`,
      class: `node ${owner ? '' : 'outside '}${kind}`,
      'aria-label': `${name}${texts ? `: ${texts}` : ''}`,
    },
    h('rect', { x: x(place), y: y(place), width: WIDTH, height: HEIGHT, rx: 8 }),
    h('text', { class: 'name', x: x(place) + 11, y: y(place) + 19 }, name),
    h(
      'text',
      { class: 'owner', x: x(place) + 11, y: y(place) + 35 },
      [owner ?? 'third party', build].filter(Boolean).join(' · '),
    ),
    waiting > 0 &&
      h(
        'text',
        { class: 'depth', x: x(place) + WIDTH - 10, y: y(place) + 27, 'text-anchor': 'end' },
        `${waiting} wait`,
      ),
    h('title', {}, `${name}${build && ` ${build} (${revision})`}${texts ? `: ${texts}` : ''}`),
  );
}

/** An element of a drawing that leads somewhere, or nowhere. */
const linked = (href: string | undefined, attributes: Record<string, string>, ...children: Child[]): VNode =>
  h(href ? 'a' : 'g', { ...attributes, ...(href && { href }) }, ...children);
