import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Packages put a wrapper on the path that runs the program as another user, on paths of its own. These come first. */
const UNWRAPPED = [
  '/usr/lib/rabbitmq/bin',
  '/opt/rabbitmq/sbin',
  '/opt/homebrew/opt/rabbitmq/sbin',
  '/usr/local/opt/rabbitmq/sbin',
];

/** The program of this machine; undefined when it has none. @param path the folders to search, as `PATH` has them */
export const findProgram = (path: string, unwrapped: readonly string[] = UNWRAPPED): string | undefined =>
  [...unwrapped, ...path.split(delimiter).filter(Boolean)]
    .map((folder) => join(folder, 'rabbitmq-server'))
    .find((file) => existsSync(file));

/** How to install a server. */
export const GET_RABBITMQ = 'get it by `apt-get install rabbitmq-server`, or from https://www.rabbitmq.com';
