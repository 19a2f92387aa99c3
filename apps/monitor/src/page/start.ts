import { type ActResult, actOnAll, newsOf } from './acting.js';
import { call, isTokenRefused, refusalOf } from './api.js';
import { browser } from './dom.js';
import { failuresView } from './failure-lists.js';
import { keepFocus } from './focus.js';
import { moment } from './format.js';
import { header } from './header.js';
import { type Child, draw, h } from './html.js';
import { listen } from './live.js';
import { actsView, queuesView, servicesView } from './lists.js';
import { messageView } from './message.js';
import { overviewView } from './overview.js';
import { processesView } from './processes.js';
import { processView } from './process.js';
import { forgetToken, takeToken, token } from './session.js';
import { signIn } from './sign-in.js';
import { type Page, type Proposal, type Route, routeOf, type View } from './view.js';

/** Time between two looks, in milliseconds: the monitor tells earlier when something that it counts has changed. */
const EVERY_MS = 3_000;
/** Ages are drawn anew so often, in milliseconds. */
const TICK_MS = 1_000;

const VIEWS: Record<string, View<any>> = {
  '': overviewView,
  processes: processesView,
  process: processView,
  failures: failuresView,
  message: messageView,
  queues: queuesView,
  services: servicesView,
  acts: actsView,
};
/** The page: where the reader is, what is known, and what is proposed. What was known stays shown when it cannot be refreshed. */
class Troupe implements Page {
  route: Route = routeOf(browser.location.hash);
  now = Date.now();
  proposal: Proposal | undefined;
  private data: unknown;
  private loadedAt?: number;
  private problem = '';
  /** Why the token that was given last was refused. */
  private refusal = '';
  private news: Child = '';
  private stream?: AbortController | undefined;
  private loading?: Promise<void>;
  private address = '';

  start(): void {
    browser.addEventListener('hashchange', () => this.arrive());
    browser.document.addEventListener('visibilitychange', () => void this.look());
    setInterval(() => void this.look(), EVERY_MS);
    setInterval(() => this.draw(), TICK_MS);
    this.arrive();
  }

  propose(proposal: Proposal | undefined): void {
    const before = this.proposal?.id;
    this.proposal = proposal;
    this.draw();
    const { document } = browser;
    (document.querySelector('[data-focus]') ?? document.getElementById(`propose-${before}`))?.focus();
  }

  async act(why: string): Promise<void> {
    const { proposal } = this;
    if (!proposal) return;
    this.propose(undefined);
    const { service, order, verb } = proposal;
    await this.run(verb, async () => {
      const act = (more: object) =>
        call<ActResult>('POST', `hospitals/${service}/acts`, { ...order, why, ...more });
      const tell = (soFar: ActResult) => {
        this.news = `${verb}, under way: ${newsOf(service, { ...soFar, mayBeMore: false })}`;
        this.draw();
      };
      return newsOf(service, await actOnAll(act, tell));
    });
  }

  async run(what: string, does: () => Promise<Child>): Promise<void> {
    try {
      this.news = [`${what}: `, await does()];
    } catch (error) {
      this.news = `${what}: ${this.explain(error)}`;
    }
    this.draw();
    await this.load();
  }

  refresh(): void {
    this.draw();
    void this.look();
  }

  /** Shows another address. */
  private arrive(): void {
    takeToken();
    const { hash } = browser.location;
    const isFirst = !this.address;
    this.address = hash;
    this.route = routeOf(hash);
    this.data = undefined;
    this.proposal = undefined;
    this.news = '';
    this.draw();
    if (!isFirst) browser.document.getElementById('main')?.focus();
    void this.load();
  }

  private get view(): View<unknown> {
    return (VIEWS[this.route.path[0] ?? ''] ?? overviewView) as View<unknown>;
  }

  /** Loads unless that is under way, the page is hidden, or there is no token. */
  private async look(): Promise<void> {
    const isAway = browser.document.hidden || !token();
    if (isAway) this.stream?.abort();
    else this.follow();
    if (this.loading || isAway) return;
    this.loading = this.load().finally(() => delete this.loading);
    await this.loading;
  }

  /** Looks whenever the monitor says that something has changed. Where it cannot say so, the page looks by itself. */
  private follow(): void {
    if (this.stream) return;
    this.stream = new AbortController();
    void listen(() => void this.look(), this.stream.signal)
      .catch(() => {}) // the next look tries again
      .finally(() => delete this.stream);
  }

  private async load(): Promise<void> {
    const { address } = this;
    try {
      const data = await this.view.load(this.route, this.data);
      if (address !== this.address) return; // the reader has gone on
      this.data = data;
      this.loadedAt = Date.now();
      this.problem = '';
      this.refusal = '';
    } catch (error) {
      if (address !== this.address) return;
      if (isTokenRefused(error) && token()) {
        this.refusal = refusalOf(error);
        forgetToken();
      }
      this.problem = token() ? this.explain(error) : '';
    }
    this.draw();
  }

  private explain(error: unknown): string {
    const { name, message } = error as Error;
    return name === 'Refused' ? message : 'The monitor does not answer.';
  }

  private draw(): void {
    this.now = Date.now();
    const root = browser.document.getElementById('page');
    if (!root) return;
    browser.document.title = `${this.view.title(this.route)} · Troupe`;
    const { activeElement } = browser.document;
    const isLive = !this.problem && token() !== null;
    draw(root, [header(this.route.path[0], this.state(), isLive), this.main()]);
    keepFocus(activeElement);
  }

  private state(): string {
    if (!token()) return 'No token';
    if (this.problem)
      return `${this.problem} ${this.loadedAt ? `This is from ${moment(new Date(this.loadedAt).toISOString())}. ` : ''}Trying again.`;
    return this.loadedAt ? 'Live' : 'Loading';
  }

  private main(): Child {
    return h(
      'main',
      { id: 'main', tabindex: -1 },
      !token() && signIn(this.loadedAt !== undefined, this.refusal, () => this.refresh()),
      h('p', { id: 'news', class: 'news', role: 'status', tabindex: -1 }, this.news),
      this.data !== undefined && this.view.draw(this.data, this),
    );
  }
}

new Troupe().start();
