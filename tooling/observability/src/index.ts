export { GENERATED, observabilityFiles, promisedSteps } from './artefacts.js';
export { runbookOf } from './annotations.js';
export { type PrometheusApi } from './prometheus-api.js';
export { hasPrometheus, PrometheusServer } from './prometheus-server.js';
export { GET_PROMETHEUS } from './promtool.js';
