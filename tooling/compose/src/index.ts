export { type Engine, findEngine, GET_ENGINE } from './engine.js';
export { composeFiles } from './compose-file.js';
