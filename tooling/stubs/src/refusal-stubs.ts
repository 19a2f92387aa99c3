import type { OperationRules } from './provider-document.js';
import { notImplemented, type Stub } from './stub.js';

/** Stubs for what a provider refuses for its headers, for requests that no interaction answers. */
export const headerStubs = (provider: string, { isMeant, headers }: OperationRules): Stub[] =>
  refusalStubs(provider, { isMeant, rules: headers });

/** Stubs for what a provider refuses by its own document: a 501 for each rule of an operation. */
export const refusalStubs = (provider: string, { isMeant, rules }: Pick<OperationRules, 'isMeant' | 'rules'>): Stub[] =>
  rules.map(({ says, broken }) => ({
    predicates: [...isMeant, broken],
    ...notImplemented(
      'refused-by-provider',
      `${provider} refuses this \${method} \${path}: ${says}. Its OpenAPI document says so.`,
    ),
  }));
