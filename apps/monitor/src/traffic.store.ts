import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

/** A service (`to`) has published something because of an event of this type from another one. */
export interface Reaction {
  readonly type: string;
  readonly from: string;
  readonly to: string;
}

/** What the newest processes have shown: the map compares it with the contracts. */
@Injectable()
export class TrafficStore {
  /** The types of events that the newest processes of these flows have seen. */
  async published(tx: Tx, flows: readonly string[]): Promise<string[]> {
    const { rows } = await sql<{ type: string }>`
      select distinct s.type from ${newest(flows)} join sighting s on s.flow = p.flow and s.key = p.key`.execute(
      tx,
    );
    return rows.map(({ type }) => type);
  }

  /** Which service published something because of which event, in the newest processes of these flows. */
  async reactions(tx: Tx, flows: readonly string[]): Promise<Reaction[]> {
    const { rows } = await sql<Reaction>`
      select distinct cause.type, replace(cause.source, '/troupe/', '') as "from", replace(e.source, '/troupe/', '') as "to"
      from ${newest(flows)}
      join sighting cause on cause.flow = p.flow and cause.key = p.key
      join sighting e on e.flow = p.flow and e.key = p.key and e.causation_id = cause.event_id::text`.execute(
      tx,
    );
    return rows;
  }
}

/** The newest processes of each flow, as `p`. */
const newest = (flows: readonly string[]) => sql`unnest(${flows}::text[]) f (name)
  cross join lateral (select flow, key from process where flow = f.name order by began_at desc limit 100) p`;
