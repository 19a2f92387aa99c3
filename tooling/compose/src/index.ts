export { type Engine, findEngine } from './engine.js';
export { Stack } from './compose-check.stack.js';
export { composeFiles } from './compose-file.js';
export { secretVariables } from './environment.js';
export { step } from './step.js';
