export { Deployment } from './deployment.js';
export { handleAgain } from './hospital-again.js';
export { HospitalClient } from './hospital-client.js';
export { LaunchedPlatform } from './launched-platform.js';
export { launcherCommand } from './command.js';
export { replayEvents } from './events-replay.js';
export { withServer } from './embedded-server.js';
