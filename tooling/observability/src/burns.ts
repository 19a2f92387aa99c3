import type { Severity } from './rule-file.js';
import { budgetOf, type Slo } from './slo.js';

/** The windows of the burn-rate alerts, in minutes. */
export const WINDOWS = {
  '5m': 5,
  '15m': 15,
  '30m': 30,
  '1h': 60,
  '2h': 120,
  '6h': 360,
  '1d': 1440,
  '3d': 4320,
} as const;
export type Window = keyof typeof WINDOWS;

/** One burn rate that is too fast: exceeded in the long window, and still exceeded in the short one. */
export interface Burn {
  /** The share of failures above which the budget burns too fast, as PromQL. */
  above: string;
  long: Window;
  short: Window;
}

/** An outage must page within five minutes. Half a minute of them is for the scrape and the two evaluations. */
export const OUTAGE_MINUTES = 4.5;

/** No alert may need a larger share of failures than this: it would wait for an outage to become total. */
export const REACHABLE = 0.5;

/** The failures and the traffic without which nothing alerts, counted over a window. */
interface Least {
  window: Window;
  /** A fraction, because `increase` extrapolates: three failures may count as 3.05. */
  failures: number;
  /** Below so much traffic, single failures are large shares. */
  traffic: number;
}

/** Up to three failures an hour alert nobody, and neither do failures among fewer than ten in an hour. */
export const LEAST: Record<Severity, Least> = {
  page: { window: '1h', failures: 3.5, traffic: 10 },
  ticket: { window: '6h', failures: 18.5, traffic: 60 },
};

/**
 * How fast an error budget of 30 days must burn to page, or to open a ticket: the multiwindow, multi-burn-rate alerts of
 * the Site Reliability Workbook, chapter 5. With a budget of 5 %, its 14.4 times are 72 % of failures, which few outages
 * reach; so each share is capped.
 */
const RATES: Record<Severity, { factor: number; cap: number; long: Window[]; short: Window }[]> = {
  page: [
    { factor: 14.4, cap: 0.25, long: ['1h', '30m', '15m'], short: '5m' },
    { factor: 6, cap: 0.2, long: ['6h'], short: '30m' },
  ],
  ticket: [
    { factor: 3, cap: 0.15, long: ['1d'], short: '2h' },
    { factor: 1, cap: 0.1, long: ['3d'], short: '6h' },
  ],
};

/** The burn rates of an objective at which an alert of a severity fires. */
export const burnsOf = (slo: Slo, severity: Severity): Burn[] =>
  RATES[severity].map(({ factor, cap, long, short }) => {
    const share = Math.min(factor * budgetOf(slo), cap);
    const above = share === cap ? `${cap}` : `${factor} * ${budgetOf(slo)}`;
    // The longest window in which a total outage pages in time: a longer window tells an outage from a blip more surely.
    const inTime = long.find((window) => share * WINDOWS[window] <= OUTAGE_MINUTES);
    return { above, long: inTime ?? (long.at(-1) as Window), short };
  });
