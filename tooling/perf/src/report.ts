import { counted } from '#tooling/platform';
import type { Growth } from './growth/growth.js';
import { pageOf, table, text } from './page.js';
import { milliseconds, pictureOf } from './picture.js';
import { hasPassed, isMissed, type LoadResult, type Step, type Threshold } from './result.js';
import type { FailedRequest, Sample } from './samples.js';

/** Where the processes behind slow samples are shown. */
export interface Links {
  /** The page of the monitor. */
  monitor: string;
  /** Where a trace ID is added, as `TRACES_URL` of the monitor. */
  traces: string;
}

/** One sentence about the objectives of a run, and one each about the first request that failed and what grows. */
export function verdictOf(result: LoadResult): string {
  const growing = (result.growth ?? []).filter(({ grows }) => grows).map(({ name }) => name);
  const grows = growing.length ? [`Grows: ${growing.join('; ')}.`] : [];
  const [first] = result.failed;
  const failure = first
    ? [
        `The first request that failed: ${first.name}, status ${first.status}, process ${first.correlationId}.`,
      ]
    : [];
  return [verdictOnObjectives(result), ...failure, ...grows].join(' ');
}

function verdictOnObjectives({ isPassed, limitPerMinute, thresholds, dropped }: LoadResult): string {
  const missed = thresholds.filter(isMissed).map(missedText);
  if (limitPerMinute !== undefined)
    return `The limit is about ${limitPerMinute} iterations a minute: ${missed.join(', ')}.`;
  const unmeasured = thresholds.filter(({ isMet }) => isMet === undefined).length;
  if (isPassed && unmeasured)
    return `Every objective that was measured is met; ${counted(unmeasured, 'objective')} ${unmeasured === 1 ? 'was' : 'were'} not measured.`;
  if (isPassed) return 'Every objective is met.';
  if (!missed.length) return 'k6 ended with an error.';
  return `Missed: ${missed.join(', ')}${dropped ? ` (${dropped} iterations dropped)` : ''}.`;
}

const missedText = ({ metric, limit, value, isMeasured }: Threshold): string => {
  const measured = value === undefined ? '' : ` (measured: ${numberText(value)})`;
  return `${metric} ${limit}${isMeasured ? measured : ' (no sample)'}`;
};

/** A run as a page of its own. */
export function reportOf(result: LoadResult, links: Links): string {
  const { scenario, workload, beganAt, seconds, iterations, dropped, target, revision, name } = result;
  const title = `${scenario}, ${workload}`;
  return pageOf(
    title,
    `<p class="${hasPassed(result) ? 'met' : 'missed'}">${text(verdictOf(result))}</p>
<p>${text(beganAt)}, ${seconds} s, ${iterations} iterations, ${dropped} dropped, at ${text(target)} (revision ${text(revision)}). Its correlation IDs begin with <code>k6-${text(name)}-</code>.</p>
<h2>Objectives</h2>
${table(['Metric', 'Limit', 'Value', ''], result.thresholds.map(thresholdRow))}
<h2>Over time</h2>
<p>Blue is the median, orange what 95 % do not exceed.</p>
<div class="pictures">${result.steps.map((step) => `<figure><figcaption>${text(step.name)}</figcaption>${pictureOf({ ...step, name: text(step.name) }, seconds)}</figure>`).join('\n')}</div>
${growthIn(result)}${failuresIn(result, links)}<h2>Durations</h2>
${table(['Step', '#Count', '#Median', '#95 %', '#99 %', '#Most'], result.steps.map(stepRow))}
<h2>The slowest</h2>
<p>The links lead to a platform that still runs, and to its Zipkin.</p>
${table(
  ['Step', '#Duration', 'Process', 'Trace'],
  result.slowest.map((sample) => slowRow(sample, links)),
)}`,
  );
}

const failuresIn = ({ failed }: LoadResult, links: Links): string =>
  failed.length
    ? `<h2>The first that failed</h2>
<p>They were answered by a status that their scenario does not expect; 0 is no answer.</p>
${table(
  ['Step', '#Status', '#Duration', 'Process', 'Trace'],
  failed.map((one) => failedRow(one, links)),
)}
`
    : '';

function failedRow({ status, ...sample }: FailedRequest, links: Links): string[] {
  const [step = '', ...others] = slowRow(sample, links);
  return [step, String(status), ...others];
}

const growthIn = ({ growth }: LoadResult): string =>
  growth
    ? `<h2>Growth</h2>
<p>After a warm-up of a quarter of the run. What grows is above what is allowed even at the low end of its interval of 95 %.</p>
${table(['What', '#Now', 'Unit', '#More in an hour', ''], growth.map(growthRow))}
`
    : '';

const growthRow = ({ name, value, unit, perHour, low, high, grows }: Growth): string[] => [
  text(name),
  rounded(value),
  unit,
  `${rounded(perHour)} [${rounded(low)}, ${rounded(high)}]`,
  grows ? '<span class="missed">grows</span>' : '<span class="met">flat</span>',
];

const rounded = (number: number): string => String(Number(number.toPrecision(3)));

const thresholdRow = ({ metric, limit, value, isMet }: Threshold): string[] => [
  text(metric),
  text(limit),
  value === undefined ? '' : numberText(value),
  isMet === undefined
    ? 'not measured'
    : isMet
      ? '<span class="met">met</span>'
      : '<span class="missed">missed</span>',
];

const numberText = (value: number): string => String(Number(value.toPrecision(4)));

const stepRow = ({ name, count, medianMs, p95Ms, p99Ms, maxMs }: Step): string[] => [
  text(name),
  String(count),
  ...[medianMs, p95Ms, p99Ms, maxMs].map(milliseconds),
];

const slowRow = ({ name, ms, correlationId, traceId }: Sample, { monitor, traces }: Links): string[] => [
  text(name),
  milliseconds(ms),
  `<a href="${text(`${monitor}/#/processes?search=${correlationId}`)}">${text(correlationId)}</a>`,
  `<a href="${text(`${traces}/${traceId}`)}">${text(traceId)}</a>`,
];
