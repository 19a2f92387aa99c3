/** The servers of a contender, which has them for itself. Its processes get this as JSON. */
export interface Servers {
  /** The URL of the PostgreSQL server under its owner. */
  owner: string;
  /** The URL of RabbitMQ, for a contender that needs it. */
  amqp?: string;
  /** Where spans may be sent. */
  spans: string;
}

/** The databases of the two processes. Each has the tables of both: `thing` for rows, and `effect` for what events do. */
export const PUBLISHER = 'publisher';
export const CONSUMER = 'consumer';

/** The row that is saved, and what its event carries. */
export interface Thing {
  id: string;
  note: string;
}

/** One way to let an event follow a row. A file of `contenders/` exports this. */
export interface Contender {
  title: string;
  needsRabbitmq?: true;
  /** The database of its effects, unless it is that of the consumer. */
  effectsIn?: typeof PUBLISHER;
  /** The most milliseconds until a message that a dead consumer had is delivered again. */
  redeliveredAfterMs: number;
  /** Whether the comparison fails when it loses or doubles an event. */
  isOurs?: true;
  /** Runs before the tables are made. The databases exist. */
  prepare?(servers: Servers): Promise<void>;
  /** Serves `POST /things` in this process, which answers 201 once the row is saved. @returns its URL */
  publish(servers: Servers): Promise<string>;
  /** Inserts a row of `effect` for each event, in this process. Without it, nothing is published. */
  consume?(servers: Servers): Promise<void>;
}
