import { availableParallelism } from 'node:os';

/** Tests run from the sources; `#libs/*` is the same subpath import that Node resolves into dist/. */
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#libs/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^#(apps|stubs|contracts|observability|perf)/(.*)\\.js$': '<rootDir>/$1/$2.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

export default {
  ...shared,
  testSequencer: '<rootDir>/test/sequencer.js',
  globalSetup: '<rootDir>/test/global-setup.js',
  globalTeardown: '<rootDir>/test/global-teardown.js',
  testRegex: String.raw`\.(spec|service-spec|consumer-pact-spec|provider-pact-spec|e2e-spec)\.ts$`,
  testTimeout: 60_000,
  randomize: true,
  // More workers than cores, as many a test waits; a worker that has grown makes room for a fresh one.
  maxWorkers: availableParallelism() + 1,
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/test/pyramid-reporter.js'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/fixtures/'],
};
