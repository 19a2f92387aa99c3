import { type Service, serviceVariable } from '#libs/service';

/** Where the settings of an environment are, which no manifest has: a config map for all, and secrets. */
export const PLATFORM = 'platform';

/** A variable of a container. */
export interface Variable {
  name: string;
  value?: string;
  valueFrom?:
    Record<'configMapKeyRef' | 'secretKeyRef', { name: string; key: string; optional?: true }> | object;
}

const fromMap = (name: string, key = name, optional?: true): Variable => ({
  name,
  valueFrom: { configMapKeyRef: { name: PLATFORM, key, ...(optional && { optional }) } },
});
export const fromSecret = (name: string, secret: string, key = name): Variable => ({
  name,
  valueFrom: { secretKeyRef: { name: secret, key } },
});

/** Settings that hold the same for every service of an environment. */
const SHARED = ['LOG_LEVEL', 'DEPLOYMENT_ENVIRONMENT', 'OTEL_EXPORTER_OTLP_ENDPOINT'];
/** What a service is told of the issuer of tokens; its own secret proves who it is. */
const ISSUER = ['AUTH_ISSUER', 'AUTH_JWKS_URL', 'AUTH_TOKEN_URL'];

/** The name by which the config map has the name of a service's release. */
const releaseKey = (service: string): string => serviceVariable(service, 'RELEASE');

/**
 * The environment of a service's container: addresses of neighbours follow from the services, secrets are references, and what
 * differs between environments is in the config map `platform`.
 */
export function environmentOf(service: Service, services: Service[]): Variable[] {
  const { name, port, settings, schema, isStateless } = service;
  const own: Variable[] = isStateless
    ? []
    : ['DATABASE_URL', 'BROKER_URL', 'CLIENT_SECRET'].map((key) => fromSecret(key, name));
  const told = [
    { name: 'HOST', value: '0.0.0.0' },
    { name: 'PORT', value: String(port) },
    ...own,
    ...(isStateless ? [] : ISSUER.map((key) => fromMap(key))),
    fromMap('RELEASE', releaseKey(name), true),
    ...SHARED.map((key) => fromMap(key, key, true)),
  ].filter((variable) => variable.name in schema.shape);
  const declared = Object.entries(settings).flatMap(([key, meta]): Variable[] => {
    const { peer, services: all, link, origins, outside, secret, inContainers, volume } = meta;
    if (volume || told.some((variable) => variable.name === key)) return [];
    if (peer) return [{ name: key, value: urlOf(peer, services) }];
    if (all) return [{ name: key, value: urlsOfOthers(name, services) }];
    if (link) return [fromMap(key, 'PUBLIC_URL')];
    if (origins || inContainers !== undefined) return [fromMap(key, key, true)];
    if (outside) return [fromMap(key)];
    if (secret) return [fromSecret(key, PLATFORM)];
    return schema.shape[key]?.safeParse(undefined).success ? [] : [fromMap(key)];
  });
  return [...told, ...declared];
}

function urlOf(name: string, services: Service[]): string {
  const port = services.find((service) => service.name === name)?.port;
  if (port === undefined) throw new Error(`There is no service ${name}.`);
  return `http://${name}:${port}`;
}

const urlsOfOthers = (caller: string, services: Service[]): string =>
  services
    .filter(({ name, isStateless }) => name !== caller && !isStateless)
    .map(({ name, port }) => `${name}=http://${name}:${port}`)
    .join(',');
