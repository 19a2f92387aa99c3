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

/** Reads a line of a log. Undefined when it is none, or torn, because its process died while it wrote. */
export function readLogLine(text: string): LogLine | undefined {
  if (!text.startsWith('{')) return undefined; // such a line says why a process could not start
  try {
    const line = JSON.parse(text) as Partial<LogLine>;
    return line.time && line.level && line.service ? (line as LogLine) : undefined;
  } catch {
    return undefined;
  }
}
