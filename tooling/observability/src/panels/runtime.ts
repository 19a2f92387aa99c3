import { p95, type PanelTemplate, SELECTED } from '../panel.js';

const gauge = (title: string, question: string, unit: string, metric: string): PanelTemplate => ({
  title,
  question,
  kind: 'lines',
  unit,
  queries: [{ expr: `max by (service) (${metric}{${SELECTED}})`, legend: '{{service}}' }],
  width: 8,
});

/** Is it the runtime or the database? */
export const RUNTIME_PANELS: PanelTemplate[] = [
  {
    title: 'Processor',
    question: 'How many cores does a process use? JavaScript of one process uses one at most.',
    kind: 'lines',
    unit: 'none',
    queries: [
      {
        expr: `sum by (service) (rate(process_cpu_time_seconds_total{${SELECTED}}[$__rate_interval]))`,
        legend: '{{service}}',
      },
    ],
    width: 8,
  },
  gauge(
    'Event loop',
    'For how long do other requests and events wait while one is worked on, in 99 %?',
    's',
    'nodejs_eventloop_delay_p99_seconds',
  ),
  {
    title: 'Garbage collection',
    question: 'Which share of the time goes into garbage collection?',
    kind: 'lines',
    unit: 'percentunit',
    queries: [
      {
        expr: `sum by (service) (rate(v8js_gc_duration_seconds_sum{${SELECTED}}[$__rate_interval]))`,
        legend: '{{service}}',
      },
    ],
    width: 8,
  },
  gauge(
    'Memory',
    'How much memory does a process hold? A container is ended at its limit, 512 MB in compose.',
    'bytes',
    'process_memory_usage_bytes',
  ),
  {
    title: 'Heap',
    question: 'How much of it do objects of JavaScript use?',
    kind: 'lines',
    unit: 'bytes',
    queries: [
      {
        expr: `sum by (service, instance) (v8js_memory_heap_used_bytes{${SELECTED}})`,
        legend: '{{service}}',
      },
    ],
    width: 8,
  },
  gauge(
    'Callers without a connection',
    'How many callers wait for a connection to the database of their service?',
    'none',
    'db_client_connection_pending_requests',
  ),
  {
    title: 'Transactions of handlers',
    question: 'Within how many seconds does PostgreSQL take an attempt with all its statements, in 95 %?',
    kind: 'lines',
    unit: 's',
    queries: [{ expr: p95('messaging_process_duration_seconds', 'service'), legend: '{{service}}' }],
    width: 8,
  },
  gauge(
    'Oldest transaction of the broker',
    'How long has a transaction been open in the broker, so that no older event can be judged or cleaned up?',
    's',
    'broker_oldest_transaction_age_seconds',
  ),
  gauge(
    'Dead rows of the broker',
    'How many rows must PostgreSQL still clean up after messages that were handled?',
    'none',
    'broker_dead_rows',
  ),
];
