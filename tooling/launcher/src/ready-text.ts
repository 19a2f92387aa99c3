import type { Service } from '#libs/service';

/** What has started, each service once: those that keep something, which the monitor counts as well, and the others by name. */
export function readyText(started: readonly Pick<Service, 'name' | 'isStateless'>[]): string {
  const names = (isStateless: boolean) => [
    ...new Set(started.filter((one) => Boolean(one.isStateless) === isStateless).map(({ name }) => name)),
  ];
  const keepers = `${names(false).length} services`;
  const all = [keepers, ...names(true).map((name) => `the ${name}`)];
  return `${all.join(' and ')} are ready`;
}
