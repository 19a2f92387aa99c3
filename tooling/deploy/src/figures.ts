/** What an instance, and the monitor about its service, have counted since they started. */
export interface Figures {
  requests: number;
  /** Requests answered with 5xx. */
  failures: number;
  /** Requests answered with 4xx. */
  refusals: number;
  /** How many requests took no longer than so many seconds: ascending, the last one for all. */
  durations: readonly (readonly [upTo: number, count: number])[];
  /** Attempts to handle an event. */
  handled: number;
  /** Those that failed. */
  unhandled: number;
}

/** The steps of business processes of one service, as the monitor has judged them. */
export interface Steps {
  judged: number;
  missing: number;
}

/** One line of OpenMetrics. */
interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const LINE = /^(?<name>\w+)(?:\{(?<labels>.*?)\})? (?<value>\S+)/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;
const FAILED = ['retry', 'hospital'];

function samplesIn(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const { name, labels = '', value } = LINE.exec(line)?.groups ?? {};
    if (!name) return [];
    const pairs = [...labels.matchAll(LABEL)].map(([, label, content]) => [label!, content!] as const);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });
}

const total = (
  samples: Sample[],
  name: string,
  isCounted: (sample: Sample) => boolean = () => true,
): number =>
  samples.filter((one) => one.name === name && isCounted(one)).reduce((sum, { value }) => sum + value, 0);

/** Probes and scrapes are no load. */
const isLoad = ({ labels }: Sample): boolean =>
  !/^\/(health|metrics|info|docs|openapi)/.test(labels.http_route ?? labels.route ?? '');

/** @param text the metrics of an instance, as OpenMetrics */
export function figuresIn(text: string): Figures {
  const samples = samplesIn(text);
  const buckets = new Map<number, number>();
  for (const one of samples)
    if (one.name === 'http_server_request_duration_seconds_bucket' && isLoad(one)) {
      const upTo = one.labels.le === '+Inf' ? Infinity : Number(one.labels.le);
      buckets.set(upTo, (buckets.get(upTo) ?? 0) + one.value);
    }
  const status = ({ labels }: Sample) => labels.status ?? labels.http_response_status_code ?? '';
  const answeredWith = (digit: string) =>
    total(samples, 'http_server_requests_total', (one) => isLoad(one) && status(one).startsWith(digit));
  return {
    requests: total(samples, 'http_server_requests_total', isLoad),
    failures: answeredWith('5'),
    refusals: answeredWith('4'),
    durations: [...buckets].toSorted(([a], [b]) => a - b),
    handled: total(samples, 'messaging_processed_total'),
    unhandled: total(samples, 'messaging_processed_total', ({ labels }) =>
      FAILED.includes(labels.outcome ?? ''),
    ),
  };
}

/** @param text the metrics of the monitor */
export function stepsIn(text: string, service: string): Steps {
  const steps = samplesIn(text).filter(
    ({ name, labels }) => name === 'flow_steps_total' && labels.step_service === service,
  );
  const missing = steps.filter(({ labels }) => labels.outcome === 'missing');
  return { judged: sum(steps), missing: sum(missing) };
}

const sum = (samples: Sample[]): number => samples.reduce((all, { value }) => all + value, 0);

/** What was counted between two looks. An instance that started in between counts from 0. */
export function since(before: Figures | undefined, after: Figures): Figures {
  const was = new Map(before?.durations);
  return {
    requests: after.requests - (before?.requests ?? 0),
    failures: after.failures - (before?.failures ?? 0),
    refusals: after.refusals - (before?.refusals ?? 0),
    durations: after.durations.map(([upTo, count]) => [upTo, count - (was.get(upTo) ?? 0)] as const),
    handled: after.handled - (before?.handled ?? 0),
    unhandled: after.unhandled - (before?.unhandled ?? 0),
  };
}

/** How many requests have a known duration. */
export const timedIn = ({ durations }: Figures): number => durations.at(-1)?.[1] ?? 0;

/** The time in seconds that 95 % of requests stay below, as fine as the buckets are; undefined without a request. */
export function p95(figures: Figures): number | undefined {
  const { durations } = figures;
  const all = timedIn(figures);
  return all ? durations.find(([, count]) => count >= 0.95 * all)?.[0] : undefined;
}
