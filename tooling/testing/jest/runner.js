import { jestExpect as expect } from '@jest/expect';
import circus from 'jest-circus/runner';
import { pathToFileURL } from 'node:url';
import { use } from './jest-globals.js';
import './typescript.js';

/**
 * Runs a file of tests in Node itself. Jest's own sandbox would load every package anew for each file, which took half
 * of the time; here what a file imports stays loaded for the next one of the same worker. All else is Jest's.
 */
export default function run(globalConfig, config, environment, runtime, path, send) {
  runtime.unstable_shouldLoadAsEsm = () => true;
  runtime.unstable_importModule = (file) => {
    use({ ...runtime.jestGlobals.cjsGlobals(file), expect }); // the sandbox's expect takes our String for another one
    return import(`${pathToFileURL(file).href}?${Date.now()}`);
  };
  Error.prepareStackTrace = undefined; // Jest's knows no source maps but those of its sandbox; Node has ours
  return circus.default(globalConfig, config, environment, runtime, path, send);
}
