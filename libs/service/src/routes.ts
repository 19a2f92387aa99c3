/** The routes of a service, by their methods and paths. */
export class Routes {
  private readonly paths = new Map<string, { methods: Set<string>; pattern: RegExp }>();

  /** @param url a path as a route declares it: `/things/:thingId` */
  add(method: string, url: string): void {
    const path = this.paths.get(url) ?? { methods: new Set<string>(), pattern: patternOf(url) };
    this.paths.set(url, path);
    path.methods.add(method);
  }

  /** The methods that the path of a request takes, `OPTIONS` among them; none when there is no such path. */
  methodsOf(requested: string): string[] {
    const [path = ''] = requested.split('?');
    const all = [...this.paths].filter(([, { pattern }]) => pattern.test(path));
    // A wildcard passes on what no other route has: it says nothing of a path that one has.
    const own = all.filter(([url]) => !url.endsWith('*'));
    const found = (own.length ? own : all).map(([, one]) => one);
    return found.length ? [...new Set([...found.flatMap(({ methods }) => [...methods]), 'OPTIONS'])] : [];
  }

  /** Whether the path that a route declares takes a method. */
  takes(method: string, url = ''): boolean {
    return this.paths.get(url)?.methods.has(method) ?? false;
  }

  /** The parameter by which each of what a path lists can be read: `thingId`, when there is `GET /things/:thingId` as well. */
  memberOf(url = ''): string | undefined {
    const members = [...this.paths.keys()].filter(
      (one) => one.startsWith(`${url}/:`) && this.takes('GET', one),
    );
    return members.map((one) => one.slice(url.length + 2)).find((name) => !name.includes('/'));
  }
}

function patternOf(url: string): RegExp {
  const literal = url.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll(/:[^/]+/g, '[^/]+').replaceAll('*', '.*')}$`);
}
