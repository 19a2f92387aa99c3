import { logIn, newPerson, send, Shop } from '#tooling/faults';
import { setTimeout as sleep } from 'node:timers/promises';

/** A platform that is under load. */
interface Loaded {
  urlOf(service: string): string;
  urlsOf(service: string): string[];
  operatorToken(): Promise<string>;
}

/** How many callers there are of each kind. Each sends one request after the other. */
export interface Callers {
  signUps: number;
  births: number;
  orders: number;
  /** How long each waits between two requests, in milliseconds. */
  pauseMs: number;
}

const NAMES = [
  'ADA',
  'GRACE',
  'MARY',
  'JOAN',
  'EDITH',
  'RADIA',
  'ALAN',
  'DENNIS',
  'KEN',
  'TONY',
  'EDSGER',
  'NIKLAUS',
];
const SHOP_AGAIN_MS = 1_000;

/** Sign-ups, births and orders, until it is stopped. A request that fails is no matter: nothing was promised. */
export class Load {
  /** How often each kind of request was answered how: `POST /baby 201`, or `POST /baby failed`. */
  readonly answers = new Map<string, number>();
  private isOver = false;
  private turn = 0;
  private readonly calling: Promise<void>[] = [];

  constructor(
    private readonly platform: Loaded,
    private readonly callers: Callers,
  ) {
    this.repeat(callers.signUps, () => this.signUp());
    this.repeat(callers.births, () => this.register());
    if (callers.orders) this.calling.push(this.shop());
  }

  /** How many requests were answered well, of all. */
  get count(): { done: number; refused: number; all: number } {
    const entries = [...this.answers];
    const sum = (which: RegExp) =>
      entries.filter(([kind]) => which.test(kind)).reduce((total, [, times]) => total + times, 0);
    return { done: sum(/ 2\d\d$/), refused: sum(/ [45]\d\d$| failed$/), all: sum(/./) };
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.calling);
  }

  private repeat(callers: number, work: () => Promise<unknown>): void {
    const call = async () => {
      while (!this.isOver) {
        await work().catch(() => {});
        await sleep(this.callers.pauseMs);
      }
    };
    for (let caller = 0; caller < callers; caller++) this.calling.push(call());
  }

  private async signUp(): Promise<void> {
    await this.post('signup', '/signups', newPerson());
  }

  private async register(): Promise<void> {
    const at = this.turn++;
    const sex = at % NAMES.length < NAMES.length / 2 ? 'female' : 'male';
    await this.post('names-intake', '/baby', { name: NAMES[at % NAMES.length], sex });
  }

  /** The shop opens as soon as it can. */
  private async shop(): Promise<void> {
    let shop: Shop | undefined;
    while (!shop && !this.isOver) {
      shop = await Shop.open(this.platform).catch(() => undefined);
      if (!shop) await sleep(SHOP_AGAIN_MS);
    }
    if (shop) this.repeat(this.callers.orders, () => this.order(shop));
  }

  private async order(shop: Shop): Promise<void> {
    const person = newPerson();
    await this.post('signup', '/signups', person);
    for (let look = 0; look < 20 && !this.isOver; look++) {
      const customer = await logIn(this.platform.urlOf('passwords'), person).catch(() => undefined);
      if (customer) {
        await this.noting('POST /orders', async () => {
          await shop.order(customer);
          return '201';
        });
        return;
      }
      await sleep(this.callers.pauseMs);
    }
  }

  private async post(service: string, path: string, body: object): Promise<void> {
    const urls = this.platform.urlsOf(service);
    await this.noting(`POST ${path}`, async () => {
      const answer = await send('POST', `${urls[this.turn % urls.length]}${path}`, body);
      await answer.body?.cancel();
      return String(answer.status);
    });
  }

  private async noting(kind: string, work: () => Promise<string>): Promise<void> {
    const outcome = await work().catch(() => 'failed');
    const key = `${kind} ${outcome}`;
    this.answers.set(key, (this.answers.get(key) ?? 0) + 1);
  }
}
