import { type PanelTemplate, redFrom, SELECTED } from '../panel.js';

const MONEY = [
  {
    expr: `max by (currency) (sales_last_day_minor_units{${SELECTED}}) / 100`,
    legend: '{{currency}}',
  },
];

/** How much money does the record shop make? Every replica of `reporting` tells the same. */
export const SHOP_PANELS: PanelTemplate[] = [
  {
    title: 'Money of the last day',
    question:
      'How much money was made during the last 24 hours, less what was refunded? No data means that nothing was ever sold.',
    kind: 'number',
    unit: 'none',
    queries: MONEY,
    width: 8,
  },
  {
    title: 'Money of a day over time',
    question: 'How much money had been made during the 24 hours before each moment?',
    kind: 'lines',
    unit: 'none',
    queries: MONEY,
    width: 16,
  },
  {
    title: 'Orders by end',
    question:
      'How do orders end: how many are dispatched in a minute, and how many are cancelled, for which reason?',
    kind: 'lines',
    unit: 'cpm',
    queries: [
      {
        expr: `60 * sum by (how) (rate(orders_ended_total{${SELECTED}}[$__rate_interval]))`,
        legend: '{{how}}',
      },
    ],
    width: 16,
  },
  {
    title: 'Orders placed',
    question: 'How many orders do customers place in a minute?',
    kind: 'number',
    unit: 'none',
    queries: [
      { expr: `60 * sum(rate(orders_placed_total{${SELECTED}}[$__rate_interval]))`, legend: 'orders' },
    ],
    width: 8,
  },
  {
    title: 'Bookings reported',
    question: 'How many payments and refunds does `reporting` hear of in a minute?',
    kind: 'lines',
    unit: 'cpm',
    queries: [
      {
        expr: `60 * sum by (kind) (rate(bookings_reported_total{${SELECTED}}[$__rate_interval]))`,
        legend: '{{kind}}',
      },
    ],
    width: 16,
  },
  {
    title: 'Missing bookings',
    question:
      'Which reports are behind? They end before the first booking of `finance` that was not heard of while later ones were.',
    kind: 'number',
    unit: 'none',
    queries: [{ expr: `max by (service) (ledger_bookings_missing{${SELECTED}})`, legend: '{{service}}' }],
    limits: redFrom(1),
    width: 8,
  },
];
