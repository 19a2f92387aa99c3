export { LaunchedPlatform } from './launched-platform.js';
