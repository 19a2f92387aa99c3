import { availableParallelism } from 'node:os';

export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testRunner: '<rootDir>/tooling/testing/jest/runner.js',
  transform: {},
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testSequencer: '<rootDir>/tooling/testing/jest/sequencer.js',
  globalSetup: '<rootDir>/tooling/testing/jest/global-setup.js',
  globalTeardown: '<rootDir>/tooling/testing/jest/global-teardown.js',
  testRegex: String.raw`\.(spec|service-spec|consumer-pact-spec|provider-pact-spec|e2e-spec)\.ts$`,
  // For a machine that does much else: a test that hangs is told late, one that is slow is no failure.
  testTimeout: 300_000,
  randomize: true,
  // More workers than cores, because tests wait a lot; a worker that has grown is replaced.
  maxWorkers: availableParallelism() + 2,
  workerIdleMemoryLimit: '1GB',
  reporters: [
    'default',
    '<rootDir>/tooling/testing/jest/pyramid-reporter.js',
    '<rootDir>/tooling/testing/jest/quiet-reporter.js',
  ],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/fixtures/'],
};
