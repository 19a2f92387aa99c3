/* The front door for what starts from its sources, before anything is compiled. */
export { runCommand } from './command.ts';
export { unknownName } from './known-names.ts';
export { UserError } from './user-error.ts';
