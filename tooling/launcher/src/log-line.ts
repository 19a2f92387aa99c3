/** A line of a service's log, as libs/telemetry writes it. */
export interface LogLine {
  time: string;
  level: string;
  service: string;
  msg?: string;
  correlation_id?: string;
  /** The type of the event that it is about. */
  event?: string;
  attempts?: number;
  err?: { type: string; message: string; stack?: string };
  /** The name of the error alone. */
  error?: string;
  [field: string]: unknown;
}
