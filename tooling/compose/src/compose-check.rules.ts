import type { Service } from '#libs/service';
import { type ThirdParty } from '#tooling/third-parties';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { THIRD_PARTIES } from './compose-file.js';
import { brokerVariables } from './environment.js';

/** What the rules read of a compose file. */
export interface ComposeFile {
  services: Record<string, Container>;
}

interface Container {
  image: string;
  build?: { args?: Record<string, string>; target?: string };
  environment?: Record<string, string | number>;
  ports?: string[];
  volumes?: string[];
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  mem_limit?: string;
  cpus?: number;
  pids_limit?: number;
  profiles?: string[];
}

/** What a compose file is held against. */
export interface House {
  folder: string;
  services: Service[];
  thirdParties: ThirdParty[];
  /** The secrets that `npm run compose:env` makes. */
  secrets: Record<string, string>;
}

type Rule = (file: ComposeFile, root: House) => string[];

const VARIABLE = /\$\{(\w+)(?:(:?[-?])([^}]*))?\}/g;
/** What is built from this repository and is no service. */
const BESIDES = [THIRD_PARTIES, 'provision'];

const containersOf = (file: ComposeFile) => Object.entries(file.services);
const ours = (file: ComposeFile) => containersOf(file).filter(([, { build }]) => build);

/** Fills in variables as compose does: from `env`, or with their default. */
export function interpolate<Value>(value: Value, env: Record<string, string>): Value {
  const valueOf = (_: string, name: string, operator = '', fallback = '') => {
    if (operator === ':-') return env[name] || fallback;
    return env[name] ?? (operator === '-' ? fallback : '');
  };
  const fill = (text: string) => text.replace(VARIABLE, valueOf);
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'string' ? fill(inner) : inner,
  ) as Value;
}

/** Every service, and nothing else of ours. */
const cast: Rule = (file, { services }) => {
  const names = services.map(({ name }) => name);
  const built = ours(file);
  return [
    ...names.filter((name) => !(name in file.services)).map((name) => `${name} is missing`),
    ...built
      .filter(([name]) => ![...names, ...BESIDES].includes(name))
      .map(([name]) => `${name} is no service`),
    ...built
      .filter(([name, { build }]) => names.includes(name) && build?.args?.SERVICE !== name)
      .map(([name, { build }]) => `${name} is built as ${build?.args?.SERVICE}`),
  ];
};

/** Every variable has a value: a secret that is made, or a default; and every secret that is made is asked for. */
const variables: Rule = (file, { secrets }) => {
  const asked = [...JSON.stringify(file).matchAll(VARIABLE)];
  const names = asked.map(([, name = '']) => name);
  const without = asked.filter(
    ([, name = '', operator = '']) => !operator.endsWith('-') && !(name in secrets),
  );
  return [
    ...new Set(without.map(([, name]) => `nothing gives ${name} a value`)),
    ...Object.keys(secrets)
      .filter((name) => !names.includes(name))
      .map((name) => `nobody asks for ${name}`),
  ];
};

/** Every service gets all the settings it cannot do without, none that it does not know, and none that is wrong. */
const settings: Rule = (file, { services, secrets }) =>
  services.flatMap(({ name, schema }) => {
    const { environment = {} } = interpolate(file.services[name] ?? { image: '' }, secrets);
    const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => String(value).trim()));
    const problems = schema.safeParse(given).error?.issues ?? [];
    return [
      ...problems.map(({ path, message }) => `${name}: ${path.join('.')} ${message}`),
      ...Object.keys(environment)
        .filter((key) => !(key in schema.shape))
        .map((key) => `${name} knows no ${key}`),
    ];
  });

/** Every URL leads to whom it should, whichever engine carries the events. */
const addresses: Rule = (file, root) => [
  ...new Set([
    ...addressesWith(file, root, {}, 'postgres:5432/broker'),
    ...addressesWith(file, root, brokerVariables('rabbitmq', root.secrets), 'rabbitmq:5672/troupe'),
  ]),
];

/** Every URL leads to whom it should: a neighbour, a third party, its own database or the broker, as itself. */
const addressesWith = (
  file: ComposeFile,
  { services, thirdParties, secrets }: House,
  variables: Record<string, string>,
  broker: string,
): string[] =>
  services.flatMap((service) => {
    const env = { ...secrets, ...variables };
    const { environment = {} } = interpolate(file.services[service.name] ?? { image: '' }, env);
    const gateway = services.find(({ settings }) => 'PUBLIC_API' in settings);
    const expected = Object.entries(service.settings).flatMap(([key, { peer, link, outside }]) => {
      const neighbour = (link && gateway) || services.find(({ name }) => name === (peer ?? link));
      const party = thirdParties.find(({ name }) => name === outside);
      if (neighbour) return [[key, `${link ? 'localhost' : neighbour.name}:${neighbour.port}`]];
      return party ? [[key, `${THIRD_PARTIES}:${party.port}`]] : [];
    });
    const own = service.isStateless
      ? {}
      : { DATABASE_URL: `postgres:5432/${service.name}`, BROKER_URL: broker };
    return [...expected, ...Object.entries(own)].flatMap(([key = '', to = '']) => {
      const { host, pathname, username } = new URL(String(environment[key] ?? 'none:/'));
      const leads = host + (to.includes('/') ? pathname : '');
      const isHimself = !to.includes('/') || username === service.name;
      return leads === to && isHimself
        ? []
        : [`${service.name}: ${key} leads to ${username}@${leads}, not to ${to}`];
    });
  });

/** Ports are the services' own, and reachable from this machine only. */
const ports: Rule = (file, { services, secrets }) => {
  const { services: containers } = interpolate(file, secrets);
  const findings = services.flatMap(({ name, port }) => {
    const { ports = [], environment = {} } = containers[name] ?? {};
    const isOwn =
      ports.length === 1 && ports[0]?.endsWith(`:${port}:${port}`) && Number(environment.PORT) === port;
    return isOwn ? [] : [`${name} does not answer on ${port}`];
  });
  const published = Object.entries(containers).flatMap(([name, { ports = [] }]) =>
    ports.map((port) => ({ name, port })),
  );
  const open = published.filter(({ port }) => !/^127\.0\.0\.1:\d*:\d+$/.test(port));
  return [...findings, ...open.map(({ name, port }) => `${name} is open to everybody: ${port}`)];
};

/** Every file and folder that is mounted is there. */
const mounts: Rule = (file, { folder }) =>
  containersOf(file).flatMap(([name, { volumes = [] }]) =>
    volumes
      .map((volume) => volume.split(':')[0]!)
      .filter((source) => source.startsWith('.') && !existsSync(join(folder, source)))
      .map((source) => `${name} mounts ${source}, which is not there`),
  );

/** Every image has a tag that stays what it is. */
const images: Rule = (file, { secrets }) =>
  containersOf(interpolate(file, secrets)).flatMap(([name, { image }]) => {
    const [, tag] = /:([^:/]+)$/.exec(image) ?? [];
    return tag && tag !== 'latest' ? [] : [`${name} has an image of no version: ${image}`];
  });

/** Nobody may do more than they must. */
const lockedDown: Rule = (file) => [
  ...containersOf(file).flatMap(([name, container]) => [
    ...(container.cap_drop?.includes('ALL') ? [] : [`${name} keeps capabilities`]),
    ...(container.security_opt?.includes('no-new-privileges:true') ? [] : [`${name} can gain privileges`]),
    ...(container.read_only ? [] : [`${name} can write to its image`]),
    ...(container.mem_limit && container.cpus && container.pids_limit ? [] : [`${name} has no limits`]),
  ]),
  ...ours(file)
    .filter(([, { user = '' }]) => !/^[1-9]\d*:[1-9]\d*$/.test(user))
    .map(([name]) => `${name} may be root`),
];

export const rules: Record<string, Rule> = {
  cast,
  variables,
  settings,
  addresses,
  ports,
  mounts,
  images,
  lockedDown,
};
