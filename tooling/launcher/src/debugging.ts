import { HOST } from '#tooling/platform';

/** The port for debuggers, without an offset: that of `node --inspect`. */
export const DEBUGGER_PORT = 9229;

/** Node waits for its debugger at its end, and the next build would wait for Node: a process that ends closes the connection. */
const DISCONNECT = `data:text/javascript,import { close } from 'node:inspector'; process.once('exit', () => close())`;

/** The options of Node that let a debugger attach to a process until it ends. */
export const debuggingOptions = (port: number): string[] => [
  `--inspect=${HOST}:${port}`,
  '--import',
  DISCONNECT,
];
