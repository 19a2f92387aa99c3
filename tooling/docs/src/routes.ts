import type { AccessRule, LimitDeclaration, Service } from '#libs/service';

/** A route of a service, as its OpenAPI document describes it. */
export interface Route {
  method: string;
  /** With its parameters as the controller writes them: `/accounts/:customerId`. */
  path: string;
  /** `GET /accounts/:customerId` */
  name: string;
  access: AccessRule | undefined;
  limit: LimitDeclaration | undefined;
  needsBody: boolean;
  needsQuery: boolean;
}

interface Operation {
  'x-access'?: AccessRule;
  'x-limit'?: LimitDeclaration;
  requestBody?: { required?: boolean };
  parameters?: { in: string; required?: boolean }[];
}

/** Every route of a service but those of its operation, such as `/metrics`. */
export async function routesOf(service: Pick<Service, 'openApi'>): Promise<Route[]> {
  const { paths } = await service.openApi();
  return Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations).map(([verb, operation]): Route => {
      const { 'x-access': access, 'x-limit': limit, requestBody, parameters = [] } = operation as Operation;
      const [method, path] = [verb.toUpperCase(), template.replaceAll(/\{(\w+)\}/g, ':$1')];
      return {
        method,
        path,
        name: `${method} ${path}`,
        access,
        limit,
        needsBody: Boolean(requestBody?.required),
        needsQuery: parameters.some((one) => one.in === 'query' && one.required),
      };
    }),
  );
}
