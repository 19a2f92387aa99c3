export { GENERATED, observabilityFiles, promisedSteps } from './artefacts.js';
export { type PrometheusApi } from './prometheus-api.js';
export { hasPrometheus, PrometheusServer } from './prometheus-server.js';
export { GET_PROMETHEUS } from './promtool.js';
