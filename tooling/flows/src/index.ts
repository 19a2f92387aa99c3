export { FLOWS_MODULE, flowFiles, unnamedIn } from './flow-files.js';
export { type FlowFile, FLOWS, readFlow, readFlows } from './flow-file.js';
export { flowProblems } from './flow-problems.js';
