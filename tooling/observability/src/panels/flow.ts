import { type PanelTemplate, redFrom } from '../panel.js';

const FLOW = 'flow=~"$flow"';
const STEP = 'flow, step, step_service';
const LEGEND = '{{flow}}: {{step}} by {{step_service}}';
const perMinute = (outcome: string): string =>
  `60 * sum by (${STEP}) (rate(flow_steps_total{${FLOW},outcome${outcome}}[$__rate_interval]))`;

/** Where does a business process stop or wait? */
export const FLOW_PANELS: PanelTemplate[] = [
  {
    title: 'Processes under way',
    question: 'How many business processes are not over, and how many of them miss a step?',
    kind: 'number',
    unit: 'none',
    queries: [{ expr: `sum by (flow, state) (flow_processes{${FLOW}})`, legend: '{{flow}} {{state}}' }],
    width: 12,
  },
  {
    title: 'Missing now',
    question: 'Which step has not happened by its deadline, and in how many processes?',
    kind: 'number',
    unit: 'none',
    queries: [{ expr: `sum by (${STEP}) (flow_steps_missing{${FLOW}})`, legend: LEGEND }],
    limits: redFrom(1),
    width: 12,
  },
  {
    title: 'Funnel',
    question:
      'How many processes reached each step in the time that is shown? Where the bars shrink, processes stop.',
    kind: 'bars',
    unit: 'none',
    queries: [
      {
        expr: `sum by (${STEP}) (increase(flow_step_duration_seconds_count{${FLOW}}[$__range]))`,
        legend: LEGEND,
      },
    ],
    width: 12,
  },
  {
    title: 'Steps in time',
    question: 'How many steps happen within their deadline, per minute?',
    kind: 'lines',
    unit: 'cpm',
    queries: [{ expr: perMinute('="in_time"'), legend: LEGEND }],
    width: 12,
  },
  {
    title: 'Steps late or missing',
    question: 'How many steps have missed their deadline, per minute? It should be zero.',
    kind: 'lines',
    unit: 'cpm',
    queries: [{ expr: perMinute('!="in_time"'), legend: LEGEND }],
    width: 12,
  },
  {
    title: 'Step latency',
    question: 'Within how many seconds after its event do 95 % of the steps happen?',
    kind: 'lines',
    unit: 's',
    queries: [
      {
        expr: `histogram_quantile(0.95, sum by (le, ${STEP}) (rate(flow_step_duration_seconds_bucket{${FLOW}}[$__rate_interval])))`,
        legend: LEGEND,
      },
    ],
    width: 12,
  },
  {
    title: 'Edges',
    question:
      'How often does each step pass on to the next, per minute? An edge that stands still is where a process ends.',
    kind: 'lines',
    unit: 'cpm',
    queries: [
      {
        expr: `60 * sum by (${STEP}) (rate(flow_step_duration_seconds_count{${FLOW}}[$__rate_interval]))`,
        legend: LEGEND,
      },
    ],
    width: 24,
  },
];
