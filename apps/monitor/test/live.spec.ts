import { Telemetry } from '#libs/telemetry';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { of } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { Live } from '../src/live.js';

const CONFIG = { LIVE_EVERY: 1_000, LIVE_READERS: 2, HEARTBEAT: 60_000 };

/** Runs in virtual time until nothing is left to do. The time begins at 0. */
const inVirtualTime = (work: () => void) =>
  new TestScheduler(() => {}).run(({ flush }) => {
    work();
    flush();
  });

describe('a reader of /live', () => {
  let tokens: string[];
  let live: Live;
  beforeEach(() => {
    tokens = [];
    const glances = { now: (token: string) => of({ late: tokens.push(token) }) };
    live = new Live(glances as never, CONFIG as never, new Telemetry('monitor', 'error'));
  });

  const read = (token: string, endsAtMs: number) => {
    const reader = { told: 0, isOver: false };
    live.open(token, new Date(endsAtMs)).subscribe({
      next: ({ data }) => void (reader.told += data ? 1 : 0),
      complete: () => void (reader.isOver = true),
    });
    return reader;
  };

  it('is told until its token ends, and then nothing is counted any more', () => {
    let reader: ReturnType<typeof read> | undefined;
    inVirtualTime(() => void (reader = read('a.b.c', 59_500)));
    expect(reader).toEqual({ told: 60, isOver: true });
    expect(tokens).toHaveLength(60);
  });

  it('shares its counts with all others, by the token of one who is still there', () => {
    let readers: ReturnType<typeof read>[] = [];
    inVirtualTime(() => void (readers = [read('a.b.c', 119_500), read('d.e.f', 59_500)]));
    expect(readers).toEqual([
      { told: 120, isOver: true },
      { told: 60, isOver: true },
    ]);
    expect(tokens).toEqual([...Array<string>(60).fill('d.e.f'), ...Array<string>(60).fill('a.b.c')]);
  });
});
