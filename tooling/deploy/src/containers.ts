import type { Service } from '#libs/service';
import { serviceVariable } from '#libs/service';
import { ask, eventually, HOST, UserError } from '#tooling/platform';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Block, filledIn, portOf, runOptions } from './compose-block.js';
import type { Configuration, Destination, Driver, Instance, Schema, Share } from './driver.js';
import { nameOf, type Release } from './release.js';

const run = promisify(execFile);

/** The volume of docker-compose.yml that the gateway reads. */
const TRAFFIC = 'traffic';
const LABELS = { project: 'troupe.project', service: 'troupe.service', release: 'troupe.release' };
/** A URL with a password in it. */
const PASSWORD = /:\/\/[^/@]*:[^/@]*@/;
/** How long a container that was told to stop may take beyond its own limit, in milliseconds. */
const STOP_MS = 60_000;

/** Lines of a log. */
const LAST_WORDS = 10;

interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** What the command reads. */
  input?: string;
}

/** A deployment by docker-compose.yml on this host. */
export interface Host {
  /** `docker` or `podman`. */
  program: string;
  /** The name of the project of compose: `troupe` unless it was started under another one. */
  project: string;
  /** The root of the repository. */
  root: string;
  /** Of docker-compose.yml: its variables. */
  env: NodeJS.ProcessEnv;
  blocks: Record<string, Block>;
  services: readonly Service[];
}

/**
 * Runs releases as containers of docker or podman beside those that compose has started, with the same networks and the same
 * limits. Neighbours find every release that runs by the name of its service, and each takes its part of the events.
 */
export class Containers implements Driver {
  constructor(private readonly host: Host) {}

  async image(service: string, revision: string): Promise<string> {
    const registry = this.host.env.REGISTRY || 'localhost';
    const tag = `${registry}/troupe/${service}:${revision}`;
    const isLocal = registry === 'localhost';
    const isHere = await this.try('image', 'inspect', tag);
    if (!isHere && !isLocal) await this.engine('pull', '--quiet', tag);
    if (!isHere && isLocal) await this.build(service, revision, tag);
    const digests = JSON.parse(
      await this.engine('image', 'inspect', '--format', '{{json .RepoDigests}}', tag),
    ) as string[];
    const id = await this.engine('image', 'inspect', '--format', '{{.Id}}', tag);
    if (isLocal) return `sha256:${id.replace('sha256:', '')}`;
    const digest = digests.find((one) => one.startsWith(`${registry}/troupe/${service}@`));
    if (digest) return digest;
    throw new UserError(`${tag} was not pulled from ${registry}, but built here: remove it, and try again`);
  }

  async configuration(service: string): Promise<Configuration> {
    const { environment } = this.blockOf(service);
    const filled = Object.entries(environment).map(
      ([name, value]) => [name, filledIn(String(value), this.host.env)] as const,
    );
    const { settings } = this.serviceOf(service);
    const isHidden = ([name, value]: readonly [string, string]) =>
      settings[name]?.secret === true || PASSWORD.test(value);
    return {
      settings: Object.fromEntries(filled.filter((one) => !isHidden(one))),
      secrets: Object.fromEntries(filled.filter(isHidden)),
    };
  }

  async running(service: string): Promise<Instance[]> {
    const own = await this.containers({ [LABELS.project]: this.host.project, [LABELS.service]: service });
    const composed = await this.containers({
      'com.docker.compose.project': this.host.project,
      'com.docker.compose.service': service,
    });
    const found = await Promise.all([...composed, ...own].map((id) => this.instance(service, id)));
    return found.toSorted((one, other) => one.release - other.release);
  }

  async schema(_service: string, image: string): Promise<Schema> {
    return JSON.parse(await this.admin(image, 'schema.main.js', {})) as Schema;
  }

  async migrate({ service, image }: Release): Promise<void> {
    const variable = serviceVariable(service, 'DB_PASSWORD');
    await this.admin(image, 'provision.main.js', { [variable]: filledIn(`\${${variable}}`, this.host.env) });
  }

  destination({ service, number }: Release): Destination {
    return this.destinationOf(service, number, this.nameOf(service, number));
  }

  async start(release: Release, { settings, secrets }: Configuration): Promise<Instance> {
    const { service, number, image } = release;
    const { project } = this.host;
    const block = this.blockOf(service);
    const env = { ...settings, ...secrets, RELEASE: nameOf(number) };
    const labels = { [LABELS.project]: project, [LABELS.service]: service, [LABELS.release]: String(number) };
    const id = await this.engineWithEnv(
      env,
      'run',
      '--detach',
      `--name=${this.nameOf(service, number)}`,
      `--network-alias=${service}`,
      ...Object.entries(labels).map(([name, value]) => `--label=${name}=${value}`),
      ...runOptions(block, (name) => `${project}_${name}`),
      `--publish=${HOST}::${portOf(block)}`,
      image,
    );
    return this.instance(service, id);
  }

  async route(service: string, shares: readonly Share[]): Promise<void> {
    const before = JSON.parse(
      (await this.inTraffic('cat /traffic/traffic.json || echo {}')) || '{}',
    ) as object;
    const listed = shares.map(({ instance: { release, inside }, percent }) => ({
      release: nameOf(release),
      url: inside,
      share: percent,
    }));
    const after = JSON.stringify({ ...before, [service]: listed });
    await this.inTraffic('cat > /traffic/new && mv /traffic/new /traffic/traffic.json', after);
  }

  async stop({ name }: Instance): Promise<void> {
    await this.engine('stop', name);
    await this.engine('rm', '--force', name);
  }

  async lastWords({ name }: Instance): Promise<string[]> {
    const { stdout, stderr } = await run(this.host.program, ['logs', `--tail=${LAST_WORDS}`, name]);
    return `${stdout}${stderr}`.split('\n').filter(Boolean);
  }

  async token(caller: string, callee: string): Promise<string> {
    const { settings, secrets } = await this.configuration(caller);
    const inside = new URL(settings.AUTH_TOKEN_URL!);
    // Any of them: one that is broken may be what is to be replaced.
    const issuers = this.host.blocks[inside.hostname] ? await this.running(inside.hostname) : [];
    const urls = issuers.length ? issuers.map(({ url }) => new URL(inside.pathname, url)) : [inside];
    return Promise.any(urls.map((url) => tokenFrom(url, caller, secrets.CLIENT_SECRET!, callee)));
  }

  async metrics({ name, url }: Instance): Promise<string> {
    const token = this.host.env.METRICS_TOKEN;
    const answer = await ask(
      `${url}/metrics`,
      { headers: token ? { authorization: `Bearer ${token}` } : {} },
      STOP_MS,
    );
    if (!answer.ok) throw new UserError(`${name} does not show its metrics: status ${answer.status}`);
    return answer.text();
  }

  private async instance(service: string, id: string): Promise<Instance> {
    const [found] = JSON.parse(await this.engine('inspect', id)) as {
      Name: string;
      Image: string;
      Config: { Labels: Record<string, string> };
    }[];
    const port = portOf(this.blockOf(service));
    const name = found!.Name.replace(/^\//, '');
    const published = await eventually(() => this.engine('port', name, `${port}/tcp`), STOP_MS);
    return {
      ...this.destinationOf(service, Number(found!.Config.Labels[LABELS.release] ?? 0), name),
      name,
      image: found!.Image,
      url: `http://${published.split('\n')[0]!.replace('0.0.0.0', HOST)}`,
    };
  }

  private nameOf(service: string, release: number): string {
    return `${this.host.project}-${service}-${nameOf(release)}`;
  }

  private destinationOf(service: string, release: number, name: string): Destination {
    return { release, inside: `http://${name}:${portOf(this.blockOf(service))}` };
  }

  /** @throws UserError when the platform does not run here */
  async checkPlatform(): Promise<void> {
    await this.gateway();
  }

  private async gateway(): Promise<string> {
    const { project } = this.host;
    const [gateway] = await this.containers({
      'com.docker.compose.project': project,
      'com.docker.compose.service': 'gateway',
    });
    if (gateway) return gateway;
    throw new UserError(
      `No platform runs here as the project ${project} of compose, because it has no gateway: start it as docs/containers.md says, or name another project (--project).`,
    );
  }

  private async containers(labels: Record<string, string>): Promise<string[]> {
    const filters = Object.entries(labels).map(([name, value]) => `--filter=label=${name}=${value}`);
    return (await this.engine('ps', '--quiet', ...filters)).split('\n').filter(Boolean);
  }

  /** Runs an admin process of an image under the owners that `provision` has. */
  private admin(image: string, main: string, env: Record<string, string>): Promise<string> {
    const { DATABASE_OWNER_URL, BROKER_OWNER_URL } = this.blockOf('provision').environment;
    const owners = Object.entries({ DATABASE_OWNER_URL, BROKER_OWNER_URL });
    const filled = owners.map(([name, url]) => [name, filledIn(String(url), this.host.env)] as const);
    const all = { ...env, ...Object.fromEntries(filled) };
    return this.engineWithEnv(
      all,
      'run',
      '--rm',
      `--network=${this.host.project}_data`,
      image,
      'node',
      `dist/libs/service/src/${main}`,
    );
  }

  /** Runs a command where the file is that the gateway reads, by the image of the gateway. */
  private async inTraffic(command: string, input = ''): Promise<string> {
    const image = await this.engine('inspect', '--format', '{{.Image}}', await this.gateway());
    const volume = `--volume=${this.host.project}_${TRAFFIC}:/traffic`;
    const args = ['run', '--rm', '--interactive', '--user=0', volume, image, 'sh', '-c', command];
    return this.run(args, { input });
  }

  /** Builds the image from the sources of a commit, whatever the work tree holds. */
  private async build(service: string, revision: string, tag: string): Promise<void> {
    const { root, program } = this.host;
    const folder = await mkdtemp(join(tmpdir(), 'troupe-build-'));
    try {
      // With the modes that a checkout has, the layers of packages are those of any other build.
      const unpack = `git -C "$1" -c tar.umask=022 archive "$2" | tar -x -p -C "$3"`;
      await run('sh', ['-c', unpack, 'sh', root, revision, folder]);
      const args = { SERVICE: service, REVISION: revision };
      const format = program === 'podman' ? ['--format=docker'] : [];
      const built = Object.entries(args).map(([name, value]) => `--build-arg=${name}=${value}`);
      await this.run(['build', '--quiet', `--tag=${tag}`, ...format, ...built, '.'], { cwd: folder });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  private blockOf(service: string): Block {
    const block = this.host.blocks[service];
    if (!block) throw new UserError(`docker-compose.yml has no service ${service}: check the name.`);
    return block;
  }

  private serviceOf(name: string): Service {
    return this.host.services.find((service) => service.name === name)!;
  }

  private try(...args: string[]): Promise<boolean> {
    return this.engine(...args).then(
      () => true,
      () => false,
    );
  }

  private engine(...args: string[]): Promise<string> {
    return this.run(args);
  }

  /** Runs `run` with settings for the container, which nobody on the host sees among the arguments. */
  private engineWithEnv(env: Record<string, string>, run: string, ...args: string[]): Promise<string> {
    const names = Object.keys(env).map((name) => `--env=${name}`);
    return this.run([run, ...names, ...args], { env: { ...process.env, ...env } });
  }

  private async run(args: string[], { input = '', ...options }: RunOptions = {}): Promise<string> {
    const { program, root } = this.host;
    try {
      const running = run(program, args, { cwd: root, maxBuffer: 2 ** 26, ...options });
      // A program that ends without reading says why by its exit code.
      running.child.stdin?.on('error', () => {}).end(input);
      return (await running).stdout.trim();
    } catch (error) {
      throw failureOf(program, args, (error as { stderr?: string }).stderr ?? String(error));
    }
  }
}

async function tokenFrom(url: URL, caller: string, secret: string, audience: string): Promise<string> {
  const answer = await ask(url, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${caller}:${encodeURIComponent(secret)}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', audience }),
  });
  if (!answer.ok) throw new UserError(`${url.href} gives ${caller} no token: status ${answer.status}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** What the engine said last, without the settings that it was given. */
const failureOf = (program: string, [command]: string[], stderr: string): UserError =>
  new UserError(`${program} ${command} failed: ${stderr.trim().split('\n').slice(-3).join(' ')}`);
