export { ask, causeOf, NoAnswer } from './ask.js';
export { callerProblem } from './caller-problem.js';
export { ChildProcess } from './child-process.js';
export { type Command, errorText, runCommand } from './command.js';
export {
  type ArgValues,
  type CommandArgument,
  type CommandLine,
  type CommandOptions,
  type OptionValues,
  parseCommandLine,
} from './command-line.js';
export { counted } from './counted.js';
export { forEach } from './for-each.js';
export { freePort } from './free-port.js';
export {
  combined,
  type GeneratedFiles,
  sectionOf,
  type StaleFile,
  staleFiles,
  withSection,
  writeFiles,
} from './generated-files.js';
export { checkName, unknownName } from './known-names.js';
export { type Git, gitIn, jsonAt, linesOf } from './git.js';
export { isUrlOf } from './is-url-of.js';
export { IsolatedRun } from './isolated-run.js';
export { outliveOutput } from './outlive-output.js';
export { type Patch, patchedCopy, patchedText } from './patched-copy.js';
export { callersPath, COMPILE_CACHE, DIST, displayPath, makeFolder, removeAll, ROOT } from './paths.js';
export {
  checkPortsAreFree,
  checkPortsAreReachable,
  checkPortsDiffer,
  HOST,
  LAUNCHER_PORT,
  LARGEST_OFFSET,
  type Listener,
  MOUNTEBANK_PORT,
  portsInUse,
  POSTGRES_PORT,
  RABBITMQ_MANAGEMENT_PORT,
  RABBITMQ_PORT,
} from './ports.js';
export { LAUNCHER, OPERATOR, Secrets } from './secrets.js';
export { keepsNothing, serviceNames, statefulServiceNames } from './service-names.js';
export { type Direction, TcpProxy, type Weather } from './tcp-proxy.js';
export { UsageError, UserError } from './user-error.js';
export { ANSWER_MS, eventually, settle, untilReady, within } from './waiting.js';
export { wholeNumber } from './whole-number.js';
