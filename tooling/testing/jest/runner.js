import { jestExpect as expect } from '@jest/expect';
import circus from 'jest-circus/runner';
import { flushCompileCache } from 'node:module';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { use } from './jest-globals.js';
import './typescript.js';

/**
 * A worker without open handles ends at once. An orderly end waits for garbage collection and frees the heap, which can
 * take longer than the half second that Jest allows before it reports a leak.
 */
const isWorker = basename(process.argv[1] ?? '') === 'processChild.js';
if (isWorker && process.platform !== 'win32')
  process.once('beforeExit', () => {
    process.once('exit', () => process.kill(process.pid, 'SIGKILL'));
    process.exit();
  });

const started = new Set();

/** The same URL in every run, so that Node finds the compiled file in its cache; another one when a file runs again. */
function urlOf(file) {
  const { href } = pathToFileURL(file);
  const url = started.has(href) ? `${href}?${started.size}` : href;
  started.add(url);
  return url;
}

/**
 * Runs a file of tests in Node itself. Jest's own sandbox would load every package anew for each file, which took half
 * of the time; here what a file imports stays loaded for the next one of the same worker. All else is Jest's.
 */
export default async function run(globalConfig, config, environment, runtime, path, send) {
  runtime.unstable_shouldLoadAsEsm = () => true;
  runtime.unstable_importModule = (file) => {
    use({ ...runtime.jestGlobals.cjsGlobals(file), expect }); // the sandbox's expect takes our String for another one
    return import(urlOf(file));
  };
  Error.prepareStackTrace = undefined; // Jest's knows no source maps but those of its sandbox; Node has ours
  const results = await circus.default(globalConfig, config, environment, runtime, path, send);
  flushCompileCache(); // now, and not while Jest waits for the worker to end
  return results;
}
