import type { Document, Node } from './page.dom.js';
import { type Birth, chip, longest, moment, numeral, row, share, titled } from './page.parts.js';
import type { Entry, Top10List } from './top10-list.js';

declare function matchMedia(query: string): { matches: boolean };

/**
 * The page's script. The browser gets this class and the functions of page.parts.ts as text: of whatever else is in
 * this file it knows nothing.
 */
export class LivePage {
  /** Milliseconds between two requests at least; within them ranking has heard of a birth, too. */
  private readonly pause = 1_000;
  /** Milliseconds between two requests at most. */
  private readonly pulse = 10_000;
  /** Milliseconds that a screen reader is left alone after each piece of news. */
  private readonly silence = 15_000;
  /** How many of the latest births are shown. */
  private readonly latest = 8;
  private source?: EventSource;
  private timer?: unknown;
  private births: Birth[] = [];
  private untold = 0;
  private toldAt = 0;
  private isLost = false;

  constructor(private readonly document: Document) {}

  start(): void {
    this.listen();
    setInterval(() => {
      if (this.source?.readyState === 2) this.listen(); // after an answer that is no stream, browsers give up
      this.soon();
    }, this.pulse);
  }

  private listen(): void {
    this.source = new EventSource(this.document.body.dataset.stream ?? '');
    this.source.onmessage = ({ data }) => this.hear(JSON.parse(data as string) as Birth);
    this.source.onerror = () => this.report();
    this.source.onopen = () => this.soon(); // something was missed in between
  }

  private hear(birth: Birth): void {
    this.births = [...this.births, birth].slice(-this.latest);
    this.untold += birth.count;
    this.soon();
  }

  private soon(): void {
    this.timer ??= setTimeout(() => void this.update(), this.pause);
  }

  /** Never two at once: the answer to the first could come last. */
  private async update(): Promise<void> {
    try {
      this.showBirths(this.births.splice(0));
      await this.refresh();
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
    const news = isLive ? 'Live' : 'Live updates are away; trying again';
    const text = this.isLost ? 'The list cannot be refreshed; trying again' : news;
    const state = this.document.querySelector('#state');
    if (state.textContent === text) return; // a screen reader would say it again
    state.textContent = text;
    state.dataset.state = isLive && !this.isLost ? 'live' : 'away';
  }

  private showBirths(births: Birth[]): void {
    const ticker = this.document.querySelector('#births');
    for (const birth of births) ticker.prepend(this.made(chip(birth)));
    for (const old of [...ticker.children].slice(this.latest)) old.remove();
    const newest = births.at(-1);
    if (!newest || Date.now() < this.toldAt + this.silence) return;
    const news = `${numeral(this.untold)} registered, the latest ${titled(newest.name)}`;
    this.document.querySelector('#news').textContent = news;
    this.untold = 0;
    this.toldAt = Date.now();
  }

  private show({ boys, girls, asOf }: Top10List): void {
    if (asOf === null) return;
    const most = longest({ boys, girls });
    this.arrange(this.document.querySelector('#boys ol'), boys, most);
    this.arrange(this.document.querySelector('#girls ol'), girls, most);
    const time = this.document.querySelector('time');
    time.setAttribute('datetime', asOf);
    time.textContent = moment(asOf);
  }

  /** Puts each name's own row into its place, so that it is seen to move there. */
  private arrange(list: Node, entries: Entry[], most: number): void {
    const places = new Map([...list.children].map((one) => [one, one.getBoundingClientRect().top]));
    const rows = new Map([...list.children].map((one) => [one.dataset.name, one]));
    for (const [at, entry] of entries.entries()) {
      const one = rows.get(entry.name) ?? this.made(row(entry, most));
      if (list.children[at] !== one) list.insertBefore(one, list.children[at] ?? null);
    }
    for (const gone of [...list.children].slice(entries.length)) gone.remove();
    // The places are read before the widths are set: a row that was moved would else jump to its new width.
    for (const one of list.children) this.glide(one, places.get(one));
    for (const [at, entry] of entries.entries()) this.measure(list.children[at] as Node, entry, most);
  }

  private glide(one: Node, from?: number): void {
    const { top } = one.getBoundingClientRect();
    if (from === undefined) this.move(one, { opacity: 0, transform: 'translateX(-1rem)' });
    else if (from !== top) this.move(one, { transform: `translateY(${from - top}px)` });
  }

  private measure(one: Node, { count }: Entry, most: number): void {
    one.querySelector('rect').setAttribute('width', `${share(count, most)}%`);
    const number = one.querySelector('data');
    if (number.textContent === numeral(count)) return;
    number.setAttribute('value', String(count));
    number.textContent = numeral(count);
    this.move(number, { transform: 'scale(1.3)' });
  }

  /** From there to where it belongs; it arrives before the next list can. */
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
