import type { Document, Node } from './page.dom.js';
import {
  barWidth,
  type Birth,
  describeRises,
  formatCount,
  formatTime,
  highestCount,
  ranksOf,
  renderBirth,
  renderRow,
  titleCase,
} from './page.parts.js';
import type { Entry, Top10List } from './top10-list.js';

declare function matchMedia(query: string): { matches: boolean };

/**
 * The page's script. The browser gets the text of this class and of the functions in page.parts.ts, and nothing else of
 * this file.
 */
export class LivePage {
  /** Shortest time between two requests, in milliseconds. By then the ranking has counted a new birth, too. */
  private readonly pause = 1_000;
  /** Longest time between two requests, in milliseconds. */
  private readonly pulse = 10_000;
  /** Pause for screen readers after each announcement, in milliseconds. */
  private readonly silence = 15_000;
  /** The number of births that are shown, the latest first. */
  private readonly latest = 8;
  private source?: EventSource;
  private timer?: unknown;
  private births: Birth[] = [];
  private unannounced = 0;
  private newest = '';
  private rises = new Map<string, string>();
  private announcedAt = 0;
  private isLost = false;

  constructor(private readonly document: Document) {}

  start(): void {
    this.listen();
    setInterval(() => {
      if (this.source?.readyState === 2) this.listen(); // after a response that is not a stream, browsers give up
      this.soon();
    }, this.pulse);
  }

  private listen(): void {
    this.source = new EventSource(this.document.body.dataset.stream ?? '');
    this.source.onmessage = ({ data }) => this.hear(JSON.parse(data as string) as Birth);
    this.source.onerror = () => this.report();
    this.source.onopen = () => this.soon(); // births were missed in between
  }

  private hear(birth: Birth): void {
    this.births = [...this.births, birth].slice(-this.latest);
    this.unannounced += birth.count;
    this.soon();
  }

  private soon(): void {
    this.timer ??= setTimeout(() => void this.update(), this.pause);
  }

  /** Never runs twice at once: the first response could arrive last. */
  private async update(): Promise<void> {
    try {
      this.showBirths(this.births.splice(0));
      await this.refresh();
      this.announce();
    } finally {
      this.timer = undefined;
      if (this.births.length) this.soon();
    }
  }

  private async refresh(): Promise<void> {
    try {
      const answer = await fetch('top10', { cache: 'no-cache', signal: AbortSignal.timeout(this.pulse) });
      this.isLost = !answer.ok;
      if (answer.ok) this.show((await answer.json()) as Top10List);
    } catch {
      this.isLost = true;
    }
    this.report();
  }

  private report(): void {
    const isLive = this.source?.readyState === 1;
    const news = isLive ? 'Live' : 'Live updates are interrupted; trying again';
    const text = this.isLost ? 'The list cannot be refreshed; trying again' : news;
    const state = this.document.querySelector('#state');
    if (state.textContent === text) return; // a screen reader would repeat it
    state.textContent = text;
    state.dataset.state = isLive && !this.isLost ? 'live' : 'away';
  }

  private showBirths(births: Birth[]): void {
    const ticker = this.document.querySelector('#births');
    for (const birth of births) ticker.prepend(this.made(renderBirth(birth)));
    for (const old of [...ticker.children].slice(this.latest)) old.remove();
    this.newest = births.at(-1)?.name ?? this.newest;
  }

  /** Tells what has happened since it last did, once a screen reader has had time to read that. */
  private announce(): void {
    const { unannounced, newest, rises } = this;
    if (!(unannounced || rises.size) || Date.now() < this.announcedAt + this.silence) return;
    const born = unannounced
      ? [`${formatCount(unannounced)} registered, the latest ${titleCase(newest)}`]
      : [];
    this.document.querySelector('#news').textContent = [...born, ...rises.values()].join('. ');
    this.unannounced = 0;
    this.rises = new Map();
    this.announcedAt = Date.now();
  }

  private show({ boys, girls, asOf }: Top10List): void {
    if (asOf === null) return;
    this.arrange('boys', 'Boys', boys);
    this.arrange('girls', 'Girls', girls);
    const time = this.document.querySelector('time');
    time.setAttribute('datetime', asOf);
    time.textContent = formatTime(asOf);
  }

  /** Moves each name's row to its new place, instead of rewriting rows, so that the move can be animated. */
  private arrange(id: string, title: string, entries: Entry[]): void {
    const list = this.document.querySelector(`#${id} ol`);
    const most = highestCount(entries);
    const ranks = ranksOf(entries);
    const before = new Map(
      [...list.children].map(({ dataset }) => [dataset.name ?? '', Number(dataset.rank)]),
    );
    const news = describeRises(title, before, entries);
    if (news) this.rises.set(id, news);
    const places = new Map([...list.children].map((one) => [one, one.getBoundingClientRect().top]));
    const rows = new Map([...list.children].map((one) => [one.dataset.name, one]));
    for (const [at, entry] of entries.entries()) {
      const one = rows.get(entry.name) ?? this.made(renderRow(entry, most, ranks[at]!));
      if (list.children[at] !== one) list.insertBefore(one, list.children[at] ?? null);
    }
    for (const gone of [...list.children].slice(entries.length)) gone.remove();
    // Places are read before widths are set: otherwise a row that moved would jump to its new width.
    for (const one of list.children) this.glide(one, places.get(one));
    for (const [at, entry] of entries.entries()) {
      const one = list.children[at] as Node;
      one.dataset.rank = String(ranks[at]);
      this.measure(one, entry, most);
    }
  }

  private glide(one: Node, from?: number): void {
    const { top } = one.getBoundingClientRect();
    if (from === undefined) this.move(one, { opacity: 0, transform: 'translateX(-1rem)' });
    else if (from !== top) this.move(one, { transform: `translateY(${from - top}px)` });
  }

  private measure(one: Node, { count }: Entry, most: number): void {
    one.querySelector('rect').setAttribute('width', `${barWidth(count, most)}%`);
    const number = one.querySelector('data');
    if (number.textContent === formatCount(count)) return;
    number.setAttribute('value', String(count));
    number.textContent = formatCount(count);
    this.move(number, { transform: 'scale(1.3)' });
  }

  /** Animates from a state to the current one, in less time than passes between two lists. */
  private move(one: Node, from: object): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    one.animate([from, {}], { duration: 700, easing: 'cubic-bezier(.2, .7, .2, 1)' });
  }

  private made(html: string): Node {
    const holder = this.document.createElement('ol');
    holder.innerHTML = html;
    return holder.children[0] as Node;
  }
}
