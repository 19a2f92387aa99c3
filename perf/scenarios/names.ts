import { check, sleep } from 'k6';
import http from 'k6/http';
import { Trend } from 'k6/metrics';
import { newJourney } from './journey.js';

/** From the moment a birth is answered to the moment the top ten counts it. */
const top10 = new Trend('top10_ms', true);

const POLL_S = 0.02;
const DEADLINE_MS = 10_000;

/** Where the two doors of the scenario are. */
export interface NamesDoors {
  intake: string;
  board: string;
}

interface Counted {
  name: string;
  count: number;
}

/** One name for all, so that it is on the list, whatever else is. */
export function giveBirth({ intake, board }: NamesDoors, run: string): void {
  const { headers } = newJourney(run);
  const count = (): number => {
    const answer = http.get(`${board}/top10`, { headers, tags: { name: 'GET /top10' } });
    const boys = answer.json('boys') as unknown as Counted[];
    return boys.find(({ name }) => name === 'SMOKE')?.count ?? 0;
  };
  const before = count();
  const answer = http.post(`${intake}/baby`, JSON.stringify({ name: 'smoke', sex: 'male' }), {
    headers,
    tags: { step: 'birth', name: 'POST /baby' },
  });
  if (!check(answer, { 'is registered': ({ status }) => status === 201 })) return;
  const answered = Date.now();
  let counted = count();
  while (counted <= before && Date.now() - answered < DEADLINE_MS) {
    sleep(POLL_S);
    counted = count();
  }
  top10.add(Date.now() - answered);
  check(counted, { 'is counted': (now) => now > before });
}
