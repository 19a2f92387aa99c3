import { type Service, serviceVariable } from '#libs/service';
import { type GeneratedFiles, UserError, withSection } from '#tooling/platform';
import { urlOf } from '#tooling/mountebank';
import { type ThirdParty } from '#tooling/third-parties';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document, parse, visit } from 'yaml';

const FILE = 'docker-compose.yml';
/** The network of the database, which a service that keeps nothing does not reach. */
const DATA = 'data';
/** The container that runs every third party. */
export const THIRD_PARTIES = 'outside-world';

/** What every service has: `x-service` of docker-compose.yml. */
interface Template {
  build: { args: Record<string, string> };
  networks: string[];
  depends_on: Record<string, object>;
  environment: Record<string, string>;
}

/**
 * docker-compose.yml with a block for each service, and with the passwords that `provision` gives their roles. The blocks
 * have no aliases: readers of YAML refuse a file in which aliases expand too often, and each service would add some.
 * @throws UserError when a section is missing, or when a setting names a service or third party that does not exist
 */
export function composeFiles(services: Service[], thirdParties: ThirdParty[], root: string): GeneratedFiles {
  const text = readFileSync(join(root, FILE), 'utf8');
  const { 'x-service': template } = parse(text, { merge: true }) as { 'x-service': Template };
  const blocks = services.map((service) => {
    const addresses = new Addresses(service.name, services, thirdParties);
    return yaml({ [service.name]: blockOf(service, template, addresses) });
  });
  const keepers = services.filter(({ isStateless }) => !isStateless);
  const withPasswords = withSection(text, FILE, 'passwords', keepers.map(passwordOf).join(''));
  return { texts: { [FILE]: withSection(withPasswords, FILE, 'services', blocks.join('\n')) } };
}

/** The password of a service's role, as a line of the environment of `provision`. */
function passwordOf({ name }: Service): string {
  const variable = serviceVariable(name, 'DB_PASSWORD');
  return `      ${variable}: \${${variable}}\n`;
}

function blockOf(service: Service, template: Template, addresses: Addresses): object {
  const { name, port, settings, isStateless } = service;
  const { build, networks, depends_on, environment, ...rest } = template;
  const callsOutside = Object.values(settings).some(({ outside }) => outside);
  return {
    image: `\${REGISTRY:-localhost}/troupe/${name}:\${VERSION:-development}`,
    build: { ...build, args: { ...build.args, SERVICE: name } },
    ...rest,
    networks: [
      ...networks.filter((one) => !isStateless || one !== DATA),
      ...(callsOutside ? ['outside'] : []),
    ],
    depends_on: {
      ...(!isStateless && depends_on),
      ...(callsOutside && { [THIRD_PARTIES]: { condition: 'service_started' } }),
    },
    environment: settingsOf(service, environment, addresses),
    ...volumesOf(settings),
    ports: [`127.0.0.1:\${${serviceVariable(name, 'PORT')}-${port}}:${port}`],
  };
}

/** The volumes that a deployment shares with a service, each named like its folder. */
function volumesOf(settings: Service['settings']): { volumes?: string[] } {
  const folders = Object.values(settings).flatMap(({ volume }) => volume ?? []);
  return folders.length ? { volumes: folders.map((folder) => `${folder.slice(1)}:${folder}:ro`) } : {};
}

/** What a service is told: what every one is told, who it is, and each setting that it cannot do without. */
function settingsOf(
  { name, port, settings, schema, isStateless }: Service,
  common: Record<string, unknown>,
  addresses: Addresses,
): Record<string, unknown> {
  const server = `postgres://${name}:\${${serviceVariable(name, 'DB_PASSWORD')}}@postgres:5432`;
  const told: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(common).filter(([key]) => key in schema.shape)),
    PORT: port,
    ...(!isStateless && {
      DATABASE_URL: `${server}/${name}`,
      BROKER_URL: brokerOf(name),
      CLIENT_SECRET: `\${${serviceVariable(name, 'CLIENT_SECRET')}}`,
    }),
  };
  for (const [key, { peer, services, link, origins, outside, secret, inContainers }] of Object.entries(
    settings,
  )) {
    const isNeeded = secret || !schema.shape[key]?.safeParse(undefined).success;
    if (peer) told[key] = addresses.peer(peer);
    else if (services) told[key] = addresses.ofOthers();
    else if (link) told[key] = addresses.link(link);
    else if (origins) told[key] = addresses.origins(key, origins);
    else if (inContainers !== undefined) told[key] = `\${${key}:-${inContainers}}`;
    else if (outside) Object.assign(told, thirdParty(key, addresses.imposter(outside)));
    else if (isNeeded && !(key in told)) told[key] = `\${${key}}`;
  }
  return told;
}

/** PostgreSQL, unless the environment names RabbitMQ. */
const brokerOf = (name: string): string =>
  `\${BROKER_SCHEME:-postgres}://${name}:\${${serviceVariable(name, 'DB_PASSWORD')}}@\${BROKER_ADDRESS:-postgres:5432/broker}`;

/** An HTTP client refuses addresses inside the network, unless their host is named. */
const thirdParty = (key: string, url: string): Record<string, string> => ({
  [key]: `\${${key}:-${url}}`,
  ...(url.startsWith('http') && { INTERNAL_HOSTS: `\${INTERNAL_HOSTS:-${THIRD_PARTIES}}` }),
});

/** Where a service in a container finds others, and where browsers find them. */
class Addresses {
  constructor(
    private readonly caller: string,
    private readonly services: Service[],
    private readonly thirdParties: ThirdParty[],
  ) {}

  /** Of a service, inside the network. */
  peer(name: string): string {
    return `http://${name}:${this.find(name, this.services).port}`;
  }

  /** Of every service but the caller, inside the network. */
  ofOthers(): string {
    const others = this.services.filter(({ name, isStateless }) => name !== this.caller && !isStateless);
    return others.map(({ name }) => `${name}=${this.peer(name)}`).join(',');
  }

  /** Of a service, for people and browsers: at the gateway, if there is one. */
  link(name: string): string {
    const gateway = this.services.find(({ settings }) => 'PUBLIC_API' in settings);
    const own = `http://localhost:${this.find(name, this.services).port}`;
    return `\${${serviceVariable(name, 'PUBLIC_URL')}:-${gateway ? `http://localhost:${gateway.port}/api` : own}}`;
  }

  /** Of the pages of one service, or of all. */
  origins(setting: string, of: string | true): string {
    if (of === true)
      return `\${${setting}:-${this.services.map(({ port }) => `http://localhost:${port}`).join(',')}}`;
    return `\${${serviceVariable(of, 'PUBLIC_URL')}:-http://localhost:${this.find(of, this.services).port}}`;
  }

  /** Of a third party's imposter. */
  imposter(name: string): string {
    const { imposter, port } = this.find(name, this.thirdParties);
    return urlOf(imposter, port, THIRD_PARTIES);
  }

  private find<One extends { name: string }>(name: string, all: One[]): One {
    const found = all.find((one) => one.name === name);
    if (found) return found;
    const names = all.map((one) => one.name).join(', ');
    throw new UserError(
      `A setting of ${this.caller} names ${name}, which does not exist: check the name; there are ${names}.`,
    );
  }
}

/** A block at its place below `services:`, as Prettier formats it. Some engines read YAML 1.1, where `on` is no text. */
function yaml(block: object): string {
  const document = new Document(block, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, { Seq: (_key, list) => void (list.flow = true) });
  const text = document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false });
  return text.replaceAll(/^(?=.)/gm, '  ');
}
