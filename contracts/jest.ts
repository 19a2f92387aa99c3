/** What runs the specs of one kind (`consumer-pact`, `provider-pact`) of these services, or of all, as arguments of Node. */
export const jestOf = (services: string[], kind: string): string[] => [
  'node_modules/jest/bin/jest.js',
  `apps/(${services.join('|') || '[^/]+'})/test/[^/]+\\.${kind}-spec\\.ts$`,
];
