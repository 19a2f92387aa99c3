import type { PanelTemplate } from './panel.js';
import { BUDGET_PANELS } from './panels/budgets.js';
import { CONTRACT_PANELS } from './panels/contracts.js';
import { FLOW_PANELS } from './panels/flow.js';
import { HOSPITAL_PANELS, QUEUE_PANELS } from './panels/messaging.js';
import { NIGHT_PANELS } from './panels/nights.js';
import { PLATFORM_PANELS } from './panels/platform.js';
import { RUNTIME_PANELS } from './panels/runtime.js';
import { SERVICE_PANELS } from './panels/service.js';
import { SHOP_PANELS } from './panels/shop.js';

/** What the reader of a dashboard selects. */
export interface Selection {
  /** The name of the variable, and of the label whose values it offers. */
  variable: 'service' | 'flow';
  label: string;
  /** The series whose label values it offers. */
  of: string;
}

/** One dashboard: one question, and at most twelve panels that answer it. */
export interface DashboardTemplate {
  /** The name of its file, and the end of its address. */
  name: string;
  title: string;
  question: string;
  selection: Selection;
  /** How far back it looks, as Grafana writes times. */
  from: string;
  panels: PanelTemplate[];
}

const SERVICES: Selection = { variable: 'service', label: 'Service', of: 'up{job="troupe"}' };
const FLOWS: Selection = { variable: 'flow', label: 'Flow', of: 'flow_steps_total' };
const HALF_AN_HOUR = 'now-30m';

/** Every dashboard, in the order in which a reader who knows nothing yet opens them. */
export const DASHBOARDS: DashboardTemplate[] = [
  {
    name: 'platform',
    title: 'Platform',
    question: 'Is the platform well?',
    selection: SERVICES,
    from: HALF_AN_HOUR,
    panels: PLATFORM_PANELS,
  },
  {
    name: 'service',
    title: 'Service',
    question: 'Which requests and calls of a service fail or are slow?',
    selection: SERVICES,
    from: HALF_AN_HOUR,
    panels: SERVICE_PANELS,
  },
  {
    name: 'flow',
    title: 'Flow',
    question: 'Where does a business process stop or wait?',
    selection: FLOWS,
    from: HALF_AN_HOUR,
    panels: FLOW_PANELS,
  },
  {
    name: 'queues',
    title: 'Queues and hospital',
    question: 'Which messages wait, and which were given up?',
    selection: SERVICES,
    from: HALF_AN_HOUR,
    panels: [...QUEUE_PANELS, ...HOSPITAL_PANELS],
  },
  {
    name: 'contracts',
    title: 'Contracts',
    question: 'Which versions of which contract are still in use, and by whom?',
    selection: SERVICES,
    from: 'now-7d',
    panels: CONTRACT_PANELS,
  },
  {
    name: 'budgets',
    title: 'Error budgets',
    question: 'Which objective is in danger, and since when?',
    selection: SERVICES,
    from: 'now-6h',
    panels: BUDGET_PANELS,
  },
  {
    name: 'shop',
    title: 'Record shop',
    question: 'How much money does the record shop make?',
    selection: SERVICES,
    from: 'now-24h',
    panels: SHOP_PANELS,
  },
  {
    name: 'runtime',
    title: 'Node.js and PostgreSQL',
    question: 'Is it the runtime or the database that makes a service slow?',
    selection: SERVICES,
    from: HALF_AN_HOUR,
    panels: RUNTIME_PANELS,
  },
  {
    name: 'nights',
    title: 'Performance over nights',
    question: 'Has the platform become slower from one day to the next?',
    selection: SERVICES,
    from: 'now-30d',
    panels: NIGHT_PANELS,
  },
];
