import { UsageError, UserError } from '#tooling/platform';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { replayEvents, type ReplayRequest } from '../src/events-replay.js';
import type { HospitalClient } from '../src/hospital-client.js';

const typed = (...types: string[]) => types.map((type) => ({ type }));
const SERVICES = [
  { name: 'shop', events: { said: typed('order.made.v1', 'order.paid.v1'), heard: [] } },
  { name: 'depot', events: { said: typed('parcel.sent.v1', 'parcel.lost.v1'), heard: [] } },
  {
    name: 'desk',
    events: { said: [], heard: typed('order.made.v1', 'order.paid.v1', 'parcel.sent.v1') },
  },
] as unknown as Parameters<typeof replayEvents>[1];
const REQUEST: ReplayRequest = {
  to: 'desk',
  since: '2030-01-01T00:00:00.000Z',
  types: [],
  rate: 8,
  why: 'the desk is new',
  isDryRun: false,
};

/** Publishers that have sent events at these minutes of an hour. */
class Publishers {
  readonly advised = (command: string) => command;
  /** What was delivered, as `service minute`. */
  readonly delivered: string[] = [];
  readonly asked: string[] = [];

  constructor(
    private readonly sent: Record<string, number[]>,
    private readonly position: Record<string, number> = {},
  ) {}

  async ask(service: string, method: string, path: string, body?: Record<string, unknown>) {
    this.asked.push(`${service} ${method} ${path}`);
    const minutes = this.sent[service];
    if (!minutes) return undefined;
    if (method === 'GET') return minutes.length ? [this.summary(service, minutes)] : [];
    if (path !== 'replays') this.step(service, minutes, Number(body?.most));
    const position = this.position[service] ?? 0;
    const next = minutes[position];
    return {
      replayId: `replay-of-${service}`,
      total: minutes.length,
      delivered: position,
      erased: 0,
      nextAt: next === undefined ? null : timeOf(next),
    };
  }

  private step(service: string, minutes: number[], most: number): void {
    const position = this.position[service] ?? 0;
    const next = minutes.slice(position, position + most);
    this.delivered.push(...next.map((minute) => `${service} ${minute}`));
    this.position[service] = position + next.length;
  }

  private summary(service: string, minutes: number[]) {
    const [oldest, newest] = [timeOf(minutes[0]!), timeOf(minutes.at(-1)!)];
    return { type: `of ${service}`, events: minutes.length, erased: 1, oldest, newest };
  }
}

const timeOf = (minute: number) => `2030-01-02T00:${String(minute).padStart(2, '0')}:00.000Z`;

describe('npm run events:replay', () => {
  let said: string[];
  let paused: number;
  const run = async (publishers: Publishers, more: Partial<ReplayRequest> = {}) => {
    const client = publishers as unknown as HospitalClient;
    await replayEvents(client, SERVICES, { ...REQUEST, ...more }, async (ms) => void (paused += ms));
    return said.join('\n');
  };

  beforeEach(() => {
    [said, paused] = [[], 0];
    jest.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text));
  });
  afterEach(() => void jest.restoreAllMocks());

  it('asks the publishers of what the service hears, says what it will do, and delivers what is older first', async () => {
    const publishers = new Publishers({ shop: [1, 2, 5, 6], depot: [3, 4, 7] });
    const text = await run(publishers);
    expect(publishers.asked[0]).toBe(
      'shop GET sent?to=desk&since=2030-01-01T00%3A00%3A00.000Z&type=order.made.v1&type=order.paid.v1',
    );
    expect(text).toMatch(
      /^shop +of shop +3 events +2030-01-02T00:01:00Z to 2030-01-02T00:06:00Z \(1 more of erased people is left out\)\ndepot/,
    );
    expect(text).toContain('desk gets these again, 8 a second.');
    expect(text).toContain('desk has got 7 events. Those that it had handled before have no effect.');
    expect(text).toContain('handled again: npm run hospital -- again ID --service desk --why "…"');
    expect(publishers.delivered.join(', ')).toBe('shop 1, shop 2, depot 3, depot 4, shop 5, shop 6, depot 7');
  });

  it('keeps to the rate', async () => {
    await run(new Publishers({ shop: [1, 2, 3, 4, 5], depot: [6, 7, 8] }));
    expect(paused).toBe(1_000); // 8 events at 8 a second
  });

  it('goes on where it was interrupted', async () => {
    const publishers = new Publishers({ shop: [1, 2, 3], depot: [] }, { shop: 2 });
    expect(await run(publishers)).toContain('shop: goes on after 2 of 3 events');
    expect(publishers.delivered).toEqual(['shop 3']);
  });

  it('asks for the given types only', async () => {
    const publishers = new Publishers({ shop: [1], depot: [2] });
    await run(publishers, { types: ['parcel.sent.v1'] });
    expect(publishers.delivered).toEqual(['depot 2']);
  });

  it('delivers nothing in a dry run, and says when there is nothing', async () => {
    const publishers = new Publishers({ shop: [1], depot: [2] });
    expect(await run(publishers, { isDryRun: true })).toContain('Without --dry-run, desk gets these again');
    expect(publishers.delivered).toEqual([]);
    said = [];
    const nothing = new Publishers({ shop: [], depot: [] });
    expect(await run(nothing)).toBe('Nothing that desk hears was sent since 2030-01-01T00:00:00.000Z.');
    expect(nothing.asked.every((asked) => asked.includes(' GET '))).toBe(true);
  });

  it.each([
    [
      { types: ['parcel.lost.v1'] },
      UsageError,
      'desk does not hear parcel.lost.v1: choose one of order.made.v1, ',
    ],
    [{ to: 'shop', types: ['order.made.v1'] }, UsageError, 'shop hears no events.'],
    [{ to: 'shop', types: [] }, UsageError, 'shop hears no events.'],
  ])('refuses %j', async (more, error, text) => {
    const refusal = run(new Publishers({ shop: [1], depot: [] }), more);
    await expect(refusal).rejects.toThrow(error);
    await expect(refusal).rejects.toThrow(text);
  });

  it('names a publisher that runs an older version', async () => {
    const refusal = run(new Publishers({ shop: [1] }));
    await expect(refusal).rejects.toThrow(UserError);
    await expect(refusal).rejects.toThrow('depot does not know how to deliver events again');
  });
});
