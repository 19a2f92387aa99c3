import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a server listens. `distribution` and `epmd` are for Erlang itself. */
export type Ports = Record<'amqp' | 'management' | 'amqps' | 'https' | 'distribution' | 'epmd', number>;

/** What a server shows that also speaks TLS: both PEM. */
export interface ServerCertificate {
  key: string;
  cert: string;
}

/** What the files of a folder follow from. */
export interface Configured {
  cluster?: ClusterNode | undefined;
  tls?: ServerCertificate | undefined;
}

/** What the nodes of one cluster have in common, and the name of one of them. */
export interface ClusterNode {
  /** Unique in the cluster. */
  name: string;
  /** The names of all nodes, with this one. */
  names: string[];
  /** The port of the daemon by which the nodes find each other. */
  epmd: number;
  /** What shows a node that another one belongs to its cluster; also the password of the administrator. */
  cookie: string;
}

/** A node that is silent for as many seconds counts as gone. Erlang's 60 s would hold everything up that changes a queue. */
const NET_TICK_SECONDS = 8;

/** The name of a node to Erlang. */
export const nodeOf = (name: string): string => `${name}@localhost`;

/** Writes what a server reads when it starts. @returns the password of its administrator, which stays the same */
export async function configure(folder: string, ports: Ports, { cluster, tls }: Configured): Promise<string> {
  await mkdir(join(folder, 'log'), { recursive: true });
  const password = await secretIn(join(folder, 'password'), cluster?.cookie);
  await writeFile(join(folder, 'enabled_plugins'), '[rabbitmq_management].');
  const lines = [
    `listeners.tcp.1 = 127.0.0.1:${ports.amqp}`,
    'management.tcp.ip = 127.0.0.1',
    `management.tcp.port = ${ports.management}`,
    `default_pass = ${password}`,
    'disk_free_limit.absolute = 50MB',
    'log.file.level = warning',
    ...(cluster ? clusterOf(cluster) : []),
    ...(tls ? await tlsOf(folder, ports, tls) : []),
  ];
  await writeFile(join(folder, 'rabbitmq.conf'), `${lines.join('\n')}\n`, { mode: 0o600 });
  if (cluster) await secretIn(join(folder, '.erlang.cookie'), cluster.cookie);
  return password;
}

const clusterOf = ({ names }: ClusterNode): string[] => [
  'cluster_partition_handling = pause_minority',
  'cluster_formation.peer_discovery_backend = classic_config',
  ...names.map((name, at) => `cluster_formation.classic_config.nodes.${at + 1} = ${nodeOf(name)}`),
];

async function tlsOf(folder: string, ports: Ports, shown: ServerCertificate): Promise<string[]> {
  const file = (name: string) => join(folder, `${name}.pem`);
  for (const [name, pem] of Object.entries(shown)) await writeFile(file(name), pem, { mode: 0o600 });
  const files = (setting: string) => [
    `${setting}.certfile = ${file('cert')}`,
    `${setting}.keyfile = ${file('key')}`,
  ];
  return [
    `listeners.ssl.1 = 127.0.0.1:${ports.amqps}`,
    ...files('ssl_options'),
    'management.ssl.ip = 127.0.0.1',
    `management.ssl.port = ${ports.https}`,
    ...files('management.ssl'),
  ];
}

/** Erlang refuses a cookie that others may read. */
async function secretIn(file: string, secret = randomBytes(24).toString('base64url')): Promise<string> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before !== undefined) return before;
  await writeFile(file, secret, { mode: 0o400 });
  await chmod(file, 0o400);
  return secret;
}

/** The environment of a server that keeps everything in its folder and listens on loopback only. */
export const environmentOf = (folder: string, ports: Ports, cluster?: ClusterNode): NodeJS.ProcessEnv => ({
  HOME: folder,
  RABBITMQ_NODENAME: nodeOf(cluster?.name ?? 'troupe'),
  RABBITMQ_MNESIA_BASE: join(folder, 'data'),
  RABBITMQ_LOG_BASE: join(folder, 'log'),
  RABBITMQ_PID_FILE: join(folder, 'pid'),
  RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
  RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
  RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
  RABBITMQ_FEATURE_FLAGS_FILE: join(folder, 'feature_flags'),
  RABBITMQ_CONF_ENV_FILE: '/dev/null',
  RABBITMQ_DIST_PORT: String(ports.distribution),
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: [
    '-kernel inet_dist_use_interface {127,0,0,1}',
    `-kernel net_ticktime ${NET_TICK_SECONDS}`,
    markOf(folder),
  ].join(' '),
  ERL_EPMD_ADDRESS: '127.0.0.1',
  ERL_EPMD_PORT: String(ports.epmd),
});

/** What the command of a server contains, and no other. */
export const markOf = (folder: string): string => `-troupe ${encodeURIComponent(folder)}`;
