import { describe, expect, it } from '@jest/globals';
import type { HttpOperation } from '../src/documents/document.js';
import { checkPreconditions } from '../src/documents/preconditions.js';

const ifMatch = { name: 'if-match', in: 'header', schema: { type: 'string' as const } };
const guarded = { parameters: [ifMatch], responses: {} };
const open = { responses: {} };
const document = (operations: Record<string, HttpOperation>) => ({
  openapi: '3.1.1',
  info: { title: 'lamps', version: '1' },
  paths: { '/lamps/{id}': operations },
});

describe('a path of which one write honours If-Match', () => {
  it('is refused when another write does not', () => {
    expect(() => checkPreconditions(document({ get: open, patch: guarded, delete: open }))).toThrow(
      /^lamps: delete \/lamps\/\{id\} must honour If-Match/,
    );
  });

  it.each([
    ['every write does', { patch: guarded, delete: guarded }],
    ['the others only read or make', { patch: guarded, get: open, put: open }],
    ['none does', { delete: open }],
  ])('is fine when %s', (_why, operations) => {
    expect(() => checkPreconditions(document(operations))).not.toThrow();
  });
});
