/** The ports of the management API, by the scheme of the broker's URL. */
const MANAGEMENT: Record<string, { scheme: string; port: string }> = {
  'amqp:': { scheme: 'http', port: '15672' },
  'amqps:': { scheme: 'https', port: '15671' },
};

/** The parts of `amqp://user:password@host:port/vhost?management=URL`. */
export interface RabbitmqUrl {
  readonly href: string;
  readonly user: string;
  readonly password: string;
  readonly vhost: string;
  /** Where the management API answers: the host of the broker and its usual port, unless the URL says otherwise. */
  readonly management: string;
}

/** Reads the URL of a broker. @param vhost the virtual host, when the URL names none */
export function rabbitmqUrl(href: string, vhost = '/'): RabbitmqUrl {
  const url = new URL(href);
  const usual = MANAGEMENT[url.protocol] ?? MANAGEMENT['amqp:']!;
  return {
    href,
    user: decodeURIComponent(url.username || 'guest'),
    password: decodeURIComponent(url.password || 'guest'),
    vhost: decodeURIComponent(url.pathname.slice(1)) || vhost,
    management: url.searchParams.get('management') ?? `${usual.scheme}://${url.hostname}:${usual.port}`,
  };
}

/** The same server and its management API under another user and virtual host. */
export function rabbitmqUrlFor(href: string, user: string, password: string, vhost: string): string {
  const { protocol, host, search } = new URL(href);
  const login = [user, password].map(encodeURIComponent).join(':');
  return `${protocol}//${login}@${host}/${encodeURIComponent(vhost)}${search}`;
}
