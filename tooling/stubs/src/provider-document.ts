import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedRequest } from './replay.js';

/** The folder of the OpenAPI documents, relative to the root of the repository. */
const DOCUMENTS = 'contracts/openapi';

interface Parameter {
  name: string;
  in: string;
  schema?: object;
}

/** The part of an OpenAPI 3.1 document that says which requests a provider takes. */
interface RequestRules {
  paths: Record<
    string,
    Record<
      string,
      {
        parameters?: Parameter[];
        requestBody?: { required?: boolean; content: Record<string, { schema?: object }> };
      }
    >
  >;
  components?: object;
}

/** What a provider's own OpenAPI document says about requests; a pact knows the consumer's side alone. */
export class ProviderDocument {
  private readonly ajv: Ajv2020;
  private readonly validators = new Map<object, ValidateFunction>();

  constructor(
    readonly provider: string,
    private readonly document: RequestRules,
  ) {
    this.ajv = new Ajv2020({ strict: false, allErrors: true });
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.ajv);
  }

  /** The document of a provider; undefined when the folder has none. */
  static read(provider: string, folder = DOCUMENTS): ProviderDocument | undefined {
    const file = join(folder, `${provider}.json`);
    if (!existsSync(file)) return undefined;
    return new ProviderDocument(provider, JSON.parse(readFileSync(file, 'utf8')) as RequestRules);
  }

  /** Why the provider refuses a request, in one sentence; undefined when it takes it. */
  refusalOf({ method, path, body }: Pick<RecordedRequest, 'method' | 'path' | 'body'>): string | undefined {
    const [found] = Object.entries(this.document.paths).flatMap(([template, operations]) => {
      const values = valuesIn(template, path);
      const operation = operations[method.toLowerCase()];
      return values && operation ? [{ operation, values }] : [];
    });
    if (!found) return `${this.provider} has no such operation`;
    const { parameters = [], requestBody } = found.operation;
    const problems = [
      ...parameters
        .filter((one) => one.in === 'path')
        .flatMap(({ name, schema }) => this.problemsOf(schema, found.values[name], name)),
      ...this.bodyProblems(requestBody, body),
    ];
    return problems.length ? `${this.provider} refuses it: ${problems.join(', ')}` : undefined;
  }

  private bodyProblems(
    expected: RequestRules['paths'][string][string]['requestBody'],
    text: string,
  ): string[] {
    if (!expected) return [];
    if (!text) return expected.required ? ['it has no body'] : [];
    try {
      return this.problemsOf(expected.content['application/json']?.schema, JSON.parse(text), 'body');
    } catch {
      return ['its body is not JSON'];
    }
  }

  private problemsOf(schema: object | undefined, value: unknown, name: string): string[] {
    if (!schema) return [];
    const { components } = this.document;
    const validate = this.validators.get(schema) ?? this.ajv.compile({ ...schema, components });
    this.validators.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
  }
}

/** The parameters of a path by their names; undefined when the path is not of this form. */
function valuesIn(template: string, path: string): Record<string, string> | undefined {
  const [expected, actual] = [template.split('/'), path.split('/')];
  if (expected.length !== actual.length) return undefined;
  const values: Record<string, string> = {};
  for (const [at, part] of expected.entries()) {
    const value = actual[at] ?? '';
    if (part.startsWith('{')) values[part.slice(1, -1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return values;
}
