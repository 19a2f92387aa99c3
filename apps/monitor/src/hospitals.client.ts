import { HospitalRecords } from '#libs/messaging';
import { PeerFailure, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { MonitorConfig } from './monitor.config.js';

/** Messages of each kind that one service is asked for, at most. */
const MOST = 50;
/** Correlation IDs that one request names, at most. */
const MOST_IDS = 50;
/** The name of this service. */
const OWN = 'monitor';

const Message = z.object({
  kind: z.enum(['event', 'effect']),
  id: z.string(),
  event: z.string().nullable(),
  eventId: z.string().nullable(),
  attempts: z.int(),
  error: z.object({ error: z.string(), message: z.string() }).nullable(),
});
const Time = z.union([z.iso.datetime(), z.date().transform((date) => date.toISOString())]);
const Waiting = Message.extend({
  waitsFor: z.string().nullable(),
  isRunning: z.boolean(),
  nextAt: Time,
  hospitalAt: Time,
});
const Patient = Message.extend({ fingerprint: z.string(), reason: z.string(), admittedAt: Time });
export type Waiting = z.infer<typeof Waiting>;
export type Patient = z.infer<typeof Patient>;

/** What a service tries again and has given up. */
export interface Asked {
  readonly service: string;
  readonly waiting: readonly Waiting[];
  readonly patients: readonly Patient[];
}

/** A service that does not say what it tries again, and why not. */
export interface Unasked {
  readonly service: string;
  readonly because: string;
}

/** The operator API of every service. What it tells goes to the operator who asks, and is kept nowhere. */
@Injectable()
export class HospitalsClient {
  constructor(
    private readonly peers: Peers,
    private readonly own: HospitalRecords,
    private readonly config: MonitorConfig,
  ) {}

  /**
   * Asks each of these services once, all at the same time, for at most `PEER_TIMEOUT`.
   * @param correlationIds of which the last 50 count
   * @param token of the operator who asks
   */
  ask(services: string[], correlationIds: string[], token: string): Promise<(Asked | Unasked)[]> {
    const about = [...new Set(correlationIds)].slice(-MOST_IDS);
    return Promise.all([...new Set(services)].map((service) => this.askOne(service, about, token)));
  }

  private async askOne(service: string, about: string[], token: string): Promise<Asked | Unasked> {
    if (service === OWN) return this.askSelf(about);
    if (!Object.hasOwn(this.config.SERVICE_URLS, service))
      return { service, because: `SERVICE_URLS does not name ${service}` };
    try {
      return await this.askPeer(service, about, token);
    } catch (error) {
      if (error instanceof PeerFailure) return { service, because: error.told };
      throw error;
    }
  }

  private async askSelf(about: string[]): Promise<Asked> {
    const [waiting, patients] = await Promise.all([
      this.own.waiting({ about }, MOST),
      this.own.patients({ about, state: 'open' }, MOST),
    ]);
    return {
      service: OWN,
      waiting: z.array(Waiting).parse(waiting),
      patients: z.array(Patient).parse(patients),
    };
  }

  private async askPeer(service: string, about: string[], token: string): Promise<Asked | Unasked> {
    const query = new URLSearchParams({ limit: String(MOST), state: 'open' });
    for (const id of about) query.append('about', id);
    const get = <Row extends z.ZodType>(list: string, row: Row) =>
      this.peers
        .to(service)
        // A token that is refused is the caller's: it must not open the circuit for others.
        .call(
          'GET',
          `/hospital/${list}?${String(query)}`,
          { 200: z.array(row), 401: null, 403: null },
          { token },
        );
    const [waiting, patients] = await Promise.all([get('waiting', Waiting), get('patients', Patient)]);
    if (waiting.status !== 200 || patients.status !== 200)
      return { service, because: `${service} refuses your token: take one for every service` };
    return { service, waiting: waiting.body, patients: patients.body };
  }
}
