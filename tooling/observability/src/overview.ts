import { type Panel, withObjective } from './panel.js';
import { HEALTH_PANELS } from './panels/health.js';
import { PEER_PANELS, REQUEST_PANELS } from './panels/http.js';
import { BACKLOG_PANELS, EVENT_PANELS } from './panels/messaging.js';
import type { Slo } from './slo.js';

/** In the order of reading; a row has 24 columns. */
const PANELS = [...HEALTH_PANELS, ...REQUEST_PANELS, ...EVENT_PANELS, ...BACKLOG_PANELS, ...PEER_PANELS];

/**
 * The panels of the dashboard Overview, with the objectives drawn in.
 * @throws Error when a panel names an objective that is missing in `slos`
 */
export const overview = (slos: Slo[]): Panel[] => PANELS.map((panel) => withObjective(panel, slos));
