import { transformFileSync } from '@swc/core';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/* Lets Node load the TypeScript sources of this repository: `#libs/*` means dist/ elsewhere, and the sources here. */

const ROOT = new URL('../../../', import.meta.url).href;
const GLOBALS = new URL('./jest-globals.js', import.meta.url).href;

const isOurs = (url) =>
  url?.startsWith(ROOT) && !url.includes('/node_modules/') && !url.startsWith(`${ROOT}dist/`);

/** @param specifier of an import in this repository */
const sourceOf = (specifier) =>
  specifier
    .replace(/^#(libs|tooling)\/([\w-]+)$/, `${ROOT}$1/$2/src/index.js`)
    .replace(/^([./]|file:)(.*)\.js$/, '$1$2.ts');

const SWC = {
  swcrc: false,
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

process.setSourceMapsEnabled(true);
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: GLOBALS, shortCircuit: true };
    if (!isOurs(context.parentURL)) return next(specifier, context);
    try {
      return next(sourceOf(specifier), context);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
      return next(specifier, context); // a file that is JavaScript
    }
  },

  load(url, context, next) {
    if (!isOurs(url) || !/\.ts(\?|$)/.test(url)) return next(url, context);
    const filename = fileURLToPath(url);
    return { format: 'module', source: transformFileSync(filename, SWC).code, shortCircuit: true };
  },
});
