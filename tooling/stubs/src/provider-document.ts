import { FORM_TYPE } from '#libs/service';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bodyRules, type DocumentRule, type DocumentRules } from './document-rules.js';
import type { Predicate } from './predicates.js';
import type { RecordedRequest } from './replay.js';
import { ANNOTATIONS, type Schema } from './schema-conditions.js';

/** The folder of the OpenAPI documents, relative to the root of the repository. */
export const DOCUMENTS = 'contracts/openapi';

interface Parameter {
  name: string;
  in: string;
  schema?: Schema;
}

interface Operation {
  parameters?: Parameter[];
  security?: Record<string, string[]>[];
  requestBody?: { required?: boolean; content: Record<string, { schema?: Schema }> };
}

/** An operation that a request belongs to, and what its document says of such requests, as predicates. */
export interface OperationRules extends DocumentRules {
  /** Method and path. */
  isMeant: Predicate[];
  /** What its headers must be: the credentials, and the media type of a body. */
  headers: DocumentRule[];
}

/** The part of an OpenAPI 3.1 document that says which requests a provider takes. */
interface RequestRules {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
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
    return existsSync(file) ? ProviderDocument.parse(provider, readFileSync(file, 'utf8')) : undefined;
  }

  static parse(provider: string, text: string): ProviderDocument {
    return new ProviderDocument(provider, JSON.parse(text) as RequestRules);
  }

  /** Why the provider refuses a request, in one sentence; undefined when it takes it. */
  refusalOf({ method, path, body }: Pick<RecordedRequest, 'method' | 'path' | 'body'>): string | undefined {
    const found = this.find(method, path);
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

  /** The rules for each operation that one of these requests belongs to. */
  operationsOf(requests: Pick<RecordedRequest, 'method' | 'path'>[]): OperationRules[] {
    const known = new Map<string, OperationRules>();
    for (const { method, path } of requests) {
      const rules = this.rulesFor(method, path);
      if (rules) known.set(JSON.stringify(rules.isMeant), rules);
    }
    return [...known.values()];
  }

  /** The rules for requests to the operation that this one belongs to; undefined when the document has none. */
  rulesFor(method: string, path: string): OperationRules | undefined {
    const found = this.find(method, path);
    if (!found) return undefined;
    const { template, operation } = found;
    const [inPath, inBody] = [pathRules(template, operation), this.bodyRules(operation)];
    return {
      isMeant: [
        { equals: { method } },
        { matches: { path: pathPattern(template, () => '[^/]+') }, caseSensitive: true },
      ],
      headers: headerRules(operation),
      rules: [...inPath.rules, ...inBody.rules],
      unsaid: [...inPath.unsaid, ...inBody.unsaid],
    };
  }

  private bodyRules({ requestBody }: Operation): DocumentRules {
    if (!requestBody) return { rules: [], unsaid: [] };
    const schema = requestBody.content['application/json']?.schema;
    if (!schema) return { rules: [], unsaid: [FORM_TYPE in requestBody.content ? A_FORM : 'body: not JSON'] };
    const { rules, unsaid } = bodyRules(schema, (ref) => this.schema(ref));
    const isThere = { exists: { body: true } };
    if (!requestBody.required) return { rules: rules.map((one) => ({ ...one, broken: { and: [isThere, one.broken] } })), unsaid };
    return { rules, unsaid };
  }

  private schema(ref: string): Schema {
    const schema = this.document.components?.schemas?.[ref.replace('#/components/schemas/', '')];
    if (!schema) throw new Error(`The document of ${this.provider} has no ${ref}: run npm run generate.`);
    return schema;
  }

  private find(method: string, path: string) {
    const [found] = Object.entries(this.document.paths).flatMap(([template, operations]) => {
      const values = valuesIn(template, path);
      const operation = operations[method.toLowerCase()];
      return values && operation ? [{ template, operation, values }] : [];
    });
    return found;
  }

  private bodyProblems(
    expected: Operation['requestBody'],
    text: string,
  ): string[] {
    if (!expected) return [];
    if (!text) return expected.required ? ['it has no body'] : [];
    const form = expected.content[FORM_TYPE]?.schema;
    if (form) return this.problemsOf(form, Object.fromEntries(new URLSearchParams(text)), 'body');
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

/** What a predicate of Mountebank cannot read. */
const A_FORM = 'body: a form';

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

/** A template as a regular expression. @param of the expression for the value of a parameter */
const pathPattern = (template: string, of: (name: string) => string): string =>
  `^${template
    .split('/')
    .map((part) => (part.startsWith('{') ? of(part.slice(1, -1)) : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/')}$`;

/** The schemes of HTTP authentication, by their names in the documents. */
const SCHEMES: Record<string, string> = { bearer: 'Bearer', basic: 'Basic' };

/** What the credentials of an operation and the media type of its body must be. */
function headerRules({ security = [], requestBody }: Operation): DocumentRule[] {
  const schemes = security.flatMap((one) => Object.keys(one).map((name) => SCHEMES[name] ?? name));
  const isSecured = schemes.length > 0 && security.every((one) => Object.keys(one).length > 0);
  const types = Object.keys(requestBody?.content ?? {});
  return [
    ...(isSecured ? [headerRule('Authorization', schemes, (scheme) => `${scheme} \\S`)] : []),
    ...(types.length ? [whenThereIsABody(headerRule('Content-Type', types, (type) => `${literal(type)}\\s*(;|$)`))] : []),
  ];
}

const headerRule = (name: string, values: string[], pattern: (value: string) => string): DocumentRule => ({
  says: `the header ${name} must be ${values.map((one) => (name === 'Authorization' ? `${one} <token>` : one)).join(' or ')}`,
  broken: { not: { matches: { headers: { [name]: `^(${values.map(pattern).join('|')})` } } } },
});

const whenThereIsABody = (rule: DocumentRule): DocumentRule => ({
  ...rule,
  broken: { and: [{ exists: { body: true } }, rule.broken] },
});

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The patterns of path parameters. Mountebank's expressions know no properties of characters. */
function pathRules(template: string, { parameters = [] }: Operation): DocumentRules {
  const inPath = parameters.filter((one) => one.in === 'path');
  const patternOf = (name: string) => inPath.find((one) => one.name === name)?.schema?.pattern as string | undefined;
  const rules = inPath.flatMap(({ name }) => {
    const pattern = patternOf(name);
    if (!pattern || pattern.includes('\\p')) return [];
    const path = pathPattern(template, (one) => (one === name ? `(?:${pattern.replaceAll(/^\^|\$$/g, '')})` : '[^/]+'));
    return [{ says: `${name} must match ${pattern}`, broken: { not: { matches: { path }, caseSensitive: true } } }];
  });
  const unsaid = inPath.flatMap(({ name, schema = {} }) =>
    Object.keys(schema)
      .filter((keyword) => ![...ANNOTATIONS, 'type', 'format', 'pattern'].includes(keyword) || (keyword === 'format' && !schema.pattern))
      .map((keyword) => `${name}: ${keyword}`),
  );
  return { rules, unsaid };
}
