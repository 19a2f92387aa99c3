import type { ConnectionOptions } from 'rabbitmq-client';

/** The ports of RabbitMQ, by the scheme of the broker's URL. */
const PORTS: Record<string, { amqp: string; scheme: string; management: string }> = {
  'amqp:': { amqp: '5672', scheme: 'http', management: '15672' },
  'amqps:': { amqp: '5671', scheme: 'https', management: '15671' },
};

/** The parts of `amqp://user:password@host:port/vhost?host=HOST:PORT&management=URL`. */
export interface RabbitmqUrl {
  readonly href: string;
  readonly user: string;
  readonly password: string;
  readonly vhost: string;
  /** The nodes, each as `host:port`: that of the URL, and those that its parameters `host` name. */
  readonly hosts: readonly string[];
  /** Where the management API answers: every host, and its usual port, unless parameters `management` say otherwise. */
  readonly managements: readonly string[];
}

/** Reads the URL of a broker. @param vhost the virtual host, when the URL names none */
export function rabbitmqUrl(href: string, vhost = '/'): RabbitmqUrl {
  const url = new URL(href);
  const { amqp, scheme, management } = PORTS[url.protocol] ?? PORTS['amqp:']!;
  const more = url.searchParams.getAll('host');
  const hostnames = [url.hostname, ...more.map((host) => host.replace(/:\d+$/, ''))];
  const named = url.searchParams.getAll('management');
  return {
    href,
    user: decodeURIComponent(url.username || 'guest'),
    password: decodeURIComponent(url.password || 'guest'),
    vhost: decodeURIComponent(url.pathname.slice(1)) || vhost,
    hosts: [url.host, ...more].map((host) => (/:\d+$/.test(host) ? host : `${host}:${amqp}`)),
    managements: named.length ? named : hostnames.map((hostname) => `${scheme}://${hostname}:${management}`),
  };
}

/** The same server and its management API under another user and virtual host. */
export function rabbitmqUrlFor(href: string, user: string, password: string, vhost: string): string {
  const { protocol, host, search } = new URL(href);
  const login = [user, password].map(encodeURIComponent).join(':');
  return `${protocol}//${login}@${host}/${encodeURIComponent(vhost)}${search}`;
}

/** How the client connects. @param turn which of the nodes it tries first */
export function addressOf({ href, user, password, vhost, hosts }: RabbitmqUrl, turn = 0): ConnectionOptions {
  const { protocol, hostname, port } = new URL(href);
  const { amqp } = PORTS[protocol] ?? PORTS['amqp:']!;
  const first = turn % hosts.length;
  const rotated = [...hosts.slice(first), ...hosts.slice(0, first)];
  return {
    ...(hosts.length > 1 ? { hosts: rotated } : { hostname, port: port || amqp }),
    ...(protocol === 'amqps:' && { tls: true }),
    username: user,
    password,
    vhost,
    noDelay: true,
  };
}
