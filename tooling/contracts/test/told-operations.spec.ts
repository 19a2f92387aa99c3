import { discoverServices } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import { type HttpOperation, type OpenApi, operationsOf } from '../src/documents/document.js';
import { documentsOf } from '../src/documents/files.js';
import { checkTold } from '../src/documents/told-operations.js';

const told: HttpOperation = {
  operationId: 'lightLamp',
  summary: 'Light a lamp',
  responses: { 200: { content: { 'application/json': {} } }, 204: {} },
};
const document = (...operations: HttpOperation[]): OpenApi => ({
  openapi: '3.1.1',
  info: { title: 'lamps', version: '1' },
  paths: Object.fromEntries(operations.map((post, at) => [`/lamps/${at}`, { post }])),
});

describe('an operation', () => {
  it.each([
    ['a summary', { ...told, summary: '' }],
    ['an operationId of a verb and a noun', { ...told, operationId: 'light' }],
    [
      'the schema of its 200, or a description that says why it has no body',
      { ...told, responses: { 200: {} } },
    ],
    [
      'a description of the parameter lampId',
      {
        ...told,
        parameters: [{ name: 'lampId', in: 'path' }],
        'x-access': { public: true as const },
      },
    ],
    [
      '@Refuses(Unavailable), because its limits are counted in the database',
      { ...told, 'x-limit': { what: '', rules: [{ setting: 'LIGHTS_PER_MINUTE', each: 'person' }] } },
    ],
  ])('is refused without %s', (lack, operation) => {
    expect(() => checkTold([document(operation)])).toThrow(`lamps: POST /lamps/0 needs ${lack}\n`);
  });

  it('is refused when another service has its operationId', () => {
    expect(() => checkTold([document(told), document(told)])).toThrow('needs an operationId of its own');
    expect(() => checkTold([document(told)])).not.toThrow();
  });
});

describe('every operation of every service', () => {
  it('tells its purpose, callers, answers, problems and headers, N of N', async () => {
    const documents = await Promise.all((await discoverServices()).map(documentsOf));
    const operations = documents.flatMap(({ openApi }) => operationsOf(openApi));
    expect(() => checkTold(documents.map(({ openApi }) => openApi))).not.toThrow();
    const complete = operations.filter(([, one]) => {
      const { description, security, 'x-access': access, responses } = one;
      const answers = Object.values(responses);
      return (
        description?.includes('Callers: ') &&
        security &&
        access &&
        answers.every((answer) => answer.description && answer.headers?.['X-Correlation-ID']) &&
        ['400', '406', '500', 'default'].every((status) => responses[status]?.content)
      );
    });
    expect(complete.map(([name]) => name)).toEqual(operations.map(([name]) => name));
    const text = JSON.stringify(documents.map(({ openApi }) => openApi));
    expect(text).not.toContain(String(Number.MIN_SAFE_INTEGER));
  });
});
