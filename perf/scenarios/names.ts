import { check, sleep } from 'k6';
import http from 'k6/http';
import { Trend } from 'k6/metrics';
import { newJourney } from './journey.js';

/** Milliseconds from the response to a registration until the top ten counts the birth. */
const top10 = new Trend('top10_ms', true);

const POLL_S = 0.02;
const DEADLINE_MS = 10_000;

/** The URLs of the two services that the scenario calls. */
export interface NamesUrls {
  intake: string;
  board: string;
}

interface Counted {
  name: string;
  count: number;
}

/** Registers a birth, and waits until the top ten counts it. Every birth has the same name, so it is always on the list. */
export function registerBirth({ intake, board }: NamesUrls, run: string): void {
  const { headers } = newJourney(run);
  const count = (): number => {
    const list = http.get(`${board}/top10`, { headers, tags: { name: 'GET /top10' } });
    const boys = list.json('boys') as unknown as Counted[];
    return boys.find(({ name }) => name === 'SMOKE')?.count ?? 0;
  };
  const before = count();
  const response = http.post(`${intake}/baby`, JSON.stringify({ name: 'smoke', sex: 'male' }), {
    headers,
    tags: { step: 'birth', name: 'POST /baby' },
  });
  if (!check(response, { 'is registered': ({ status }) => status === 201 })) return;
  const respondedAt = Date.now();
  let counted = count();
  while (counted <= before && Date.now() - respondedAt < DEADLINE_MS) {
    sleep(POLL_S);
    counted = count();
  }
  top10.add(Date.now() - respondedAt);
  check(counted, { 'is counted': (now) => now > before });
}
