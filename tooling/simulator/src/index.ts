export { Random } from './random.js';
export { type Scenario, scenarioOf } from './scenario.js';
export { type MessagingCore, type Outcome, Simulation } from './simulation.js';
export { SimulatedDatabase } from './simulated-database.js';
export { SimulatedProcess } from './simulated-process.js';
export { Scheduler } from './scheduler.js';
