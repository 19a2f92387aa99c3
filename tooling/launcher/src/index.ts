export { LaunchedPlatform } from './launched-platform.js';
export { launcherCommand } from './command.js';
export { withServer } from './embedded-server.js';
