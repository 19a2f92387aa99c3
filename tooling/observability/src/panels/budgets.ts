import { type PanelTemplate, SELECTED } from '../panel.js';

const burnRate = (window: string) =>
  `slo:sli_error:ratio_rate${window}{${SELECTED}} / on (slo) group_left () slo:error_budget:ratio`;

const burning = (title: string, window: string, question: string, pages: number): PanelTemplate => ({
  title,
  question,
  kind: 'lines',
  unit: 'none',
  queries: [{ expr: burnRate(window), legend: '{{slo}} {{service}}' }],
  limits: [
    { colour: 'orange', from: 1 },
    { colour: 'red', from: pages },
  ],
  width: 12,
});

export const BUDGET_LEFT: PanelTemplate = {
  title: 'Error budget left',
  question:
    'How much of the error budget of 30 days is left for each objective in slo.yaml? Below zero, the objective is missed.',
  kind: 'number',
  unit: 'percentunit',
  queries: [{ expr: `1 - ${burnRate('30d')}`, legend: '{{slo}} {{service}}' }],
  baseColour: 'red',
  limits: [
    { colour: 'orange', from: 0 },
    { colour: 'green', from: 0.25 },
  ],
  width: 24,
};

/** Which objective is in danger, and since when? */
export const BUDGET_PANELS: PanelTemplate[] = [
  BUDGET_LEFT,
  burning(
    'Burn rate, 1 h',
    '1h',
    'How many times too fast did each objective spend its error budget in the last hour? A page comes at 14.4, or where its failures are capped.',
    14.4,
  ),
  burning(
    'Burn rate, 6 h',
    '6h',
    'How many times too fast did each objective spend its error budget in the last six hours? A page comes at 6.',
    6,
  ),
  {
    title: 'Share of failures',
    question: 'Which share of what each objective counts was bad in the last five minutes?',
    kind: 'lines',
    unit: 'percentunit',
    queries: [{ expr: `slo:sli_error:ratio_rate5m{${SELECTED}}`, legend: '{{slo}} {{service}}' }],
    width: 8,
  },
  {
    title: 'Failures',
    question: 'How many were bad in the last hour? Up to three alert nobody.',
    kind: 'lines',
    unit: 'none',
    queries: [{ expr: `slo:bad_events:increase1h{${SELECTED}}`, legend: '{{slo}} {{service}}' }],
    limits: [{ colour: 'orange', from: 3.5 }],
    width: 8,
  },
  {
    title: 'Traffic',
    question: 'How much did each objective count in the last hour? Below ten, nothing alerts.',
    kind: 'lines',
    unit: 'none',
    queries: [{ expr: `slo:events:increase1h{${SELECTED}}`, legend: '{{slo}} {{service}}' }],
    width: 8,
  },
];
