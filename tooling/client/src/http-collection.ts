import { FORM, type Media, type Operation, operationsOf, type Placed, type PublicApi } from './api.js';
import { HttpVariables } from './http-variables.js';

const ABOUT =
  '# Written by npm run generate from contracts/openapi/public.json. Send the requests from top to bottom: ids, tokens, prices and\n' +
  '# versions come from earlier answers. Fill in the other variables, such as the tokens of links in mails.';

interface Request {
  method: string;
  name: string;
  text: string;
}

/** The methods of the changes, which follow reads and creations, and of the deletions, which are last. */
const TURNS = ['put patch', 'delete'];
const turnOf = ({ method }: Request): number => TURNS.findIndex((methods) => methods.includes(method));

/**
 * Every operation of the public API as a request that editors send, in the format of VS Code's REST Client; JetBrains' HTTP
 * Client reads it, too, but not the variables of answers. The variables are at the top.
 */
export function httpCollection(api: PublicApi): string {
  const variables = new HttpVariables(api);
  const requests = inTurn(
    operationsOf(api).map((one) => requestOf(one, variables)),
    variables,
  ).map(({ text }) => text);
  const names = [...requests.join('\n').matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
  const declared = [
    `@baseUrl = ${api.servers?.[0]?.url ?? ''}`,
    ...variables.declarations(names.filter((name) => name !== 'baseUrl')),
  ];
  return `${ABOUT}\n${[declared.join('\n'), ...requests].join('\n\n')}\n`;
}

/**
 * Requests as they are sent one after the other: by their turns, in each as the document has them, but after those whose
 * answers they take. A read whose ETag a change takes is directly before it, so that the version is still the current one.
 */
function inTurn(requests: Request[], variables: HttpVariables): Request[] {
  const named = new Map(requests.map((one) => [one.name, one]));
  const sent = new Set<Request>();
  const send = (one: Request) => {
    for (const [, name = ''] of one.text.matchAll(/\{\{(\w+)/g)) {
      const source = named.get(variables.requestOf(name) ?? name);
      if (source && source !== one && !sent.has(source)) send(source);
    }
    sent.add(one);
  };
  const isTaken = ({ name }: Request) => requests.some(({ text }) => text.includes(`{{${name}.response`));
  for (const one of requests.toSorted((a, b) => turnOf(a) - turnOf(b)).filter((each) => !isTaken(each)))
    if (!sent.has(one)) send(one);
  return [...sent];
}

function requestOf({ method, path, operation }: Placed, variables: HttpVariables): Request {
  const { operationId, summary = operationId, parameters = [], requestBody } = operation;
  const needed = (place: string) => parameters.filter((one) => one.in === place && one.required);
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `{{${variables.ofPath(path, name)}}}`);
  const query = needed('query').map(({ name, example }) => `${name}=${variables.inQuery(name, example)}`);
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const lines = [
    `### ${summary}`,
    `# @name ${operationId}`,
    `${method.toUpperCase()} {{baseUrl}}${[url, ...(query.length ? [query.join('&')] : [])].join('?')}`,
    ...authorizationOf(operation),
    ...needed('header').map(({ name }) => `${name}: ${variables.ofHeader(path, name)}`),
    ...(type ? [`content-type: ${type}`] : []),
    ...(type && media ? ['', bodyOf(type, media, variables)] : []),
  ];
  return { method, name: operationId, text: lines.join('\n') };
}

function authorizationOf({ security = [] }: Operation): string[] {
  if (security.some((one) => !Object.keys(one).length)) return [];
  const schemes = security.flatMap((one) => Object.keys(one));
  if (schemes.some((scheme) => /basic|client/i.test(scheme)))
    return ['authorization: Basic {{clientId}} {{clientSecret}}'];
  return schemes.length ? ['authorization: Bearer {{accessToken}}'] : [];
}

function bodyOf(type: string, { example }: Media, variables: HttpVariables): string {
  const value = variables.inBody(example);
  if (type !== FORM)
    return JSON.stringify(value, null, 2).replaceAll(
      /"(\{\{(\w+)\}\})"/g,
      (quoted, variable: string, name: string) => (variables.isNumber(name) ? variable : quoted),
    );
  const form = new URLSearchParams(value as Record<string, string>).toString();
  return form.replaceAll(/%7B%7B(\w+)%7D%7D/g, '{{$1}}');
}
