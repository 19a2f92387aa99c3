/** Random lower-case hexadecimal digits. */
function hex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One business process of a load test: its correlation ID, and headers that put all its requests into one sampled trace. */
export interface Journey {
  correlationId: string;
  headers: Record<string, string>;
}

/** Starts a journey. Its correlation ID contains the name of the run, which sets the logs and traces of one run apart. */
export function newJourney(run: string): Journey {
  const correlationId = `k6-${run}-${hex(8)}`;
  return {
    correlationId,
    headers: {
      'content-type': 'application/json',
      'x-correlation-id': correlationId,
      traceparent: `00-${hex(16)}-${hex(8)}-01`,
    },
  };
}
