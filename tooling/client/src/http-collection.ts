import { FORM, type Media, type Operation, operationsOf, type Placed, type PublicApi } from './api.js';
import { HttpVariables } from './http-variables.js';

const ABOUT =
  '# Written by npm run generate from contracts/openapi/public.json. Ids, tokens and versions come from the answers to the requests\n' +
  '# which the variables name: send those first. Fill in the other variables, such as the tokens of links in mails.';

/**
 * Every operation of the public API as a request that editors send, in the format of VS Code's REST Client; JetBrains' HTTP
 * Client reads it, too, but not the variables of answers. The variables are at the top.
 */
export function httpCollection(api: PublicApi): string {
  const variables = new HttpVariables(api);
  const requests = operationsOf(api).map((one) => requestOf(one, variables));
  const names = [...requests.join('\n').matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
  const declared = [
    `@baseUrl = ${api.servers?.[0]?.url ?? ''}`,
    ...variables.declarations(names.filter((name) => name !== 'baseUrl')),
  ];
  return `${ABOUT}\n${[declared.join('\n'), ...requests].join('\n\n')}\n`;
}

function requestOf({ method, path, operation }: Placed, variables: HttpVariables): string {
  const { operationId, summary = operationId, parameters = [], requestBody } = operation;
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `{{${variables.ofPath(path, name)}}}`);
  const needed = parameters.filter((one) => one.in === 'header' && one.required);
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  return [
    `### ${summary}`,
    `# @name ${operationId}`,
    `${method.toUpperCase()} {{baseUrl}}${url}`,
    ...authorizationOf(operation),
    ...needed.map(({ name }) => `${name}: ${variables.ofHeader(path, name)}`),
    ...(type ? [`content-type: ${type}`] : []),
    ...(type && media ? ['', bodyOf(type, media, variables)] : []),
  ].join('\n');
}

function authorizationOf({ security = [] }: Operation): string[] {
  const schemes = security.flatMap((one) => Object.keys(one));
  if (schemes.some((scheme) => /basic|client/i.test(scheme)))
    return ['authorization: Basic {{clientId}} {{clientSecret}}'];
  return schemes.length ? ['authorization: Bearer {{accessToken}}'] : [];
}

function bodyOf(type: string, { example }: Media, variables: HttpVariables): string {
  const value = variables.inBody(example);
  if (type !== FORM) return JSON.stringify(value, null, 2);
  const form = new URLSearchParams(value as Record<string, string>).toString();
  return form.replaceAll(/%7B%7B(\w+)%7D%7D/g, '{{$1}}');
}
