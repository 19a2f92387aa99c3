import dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';

/** Networks that are nobody's on the Internet: this machine, the one it is in, what clouds tell their machines (RFC 6890). */
const NETWORKS = `
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12
  192.0.0.0/24 192.168.0.0/16 198.18.0.0/15 224.0.0.0/3
  ::/127 64:ff9b::/96 64:ff9b:1::/48 2002::/16 fc00::/7 fe80::/10 ff00::/8`;

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const internal = new BlockList();
for (const network of NETWORKS.trim().split(/\s+/)) {
  const [address = '', bits] = network.split('/');
  internal.addSubnet(address, Number(bits), familyOf(address));
}

/** True for a private, link-local or loopback address, or any other that no third party can have. */
export const isInternal = (address: string): boolean => internal.check(address, familyOf(address));

/** The host of a URL: a name, or an address without the brackets that an IPv6 address has there. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/** Checks the addresses that are connected to, not those that the same name had a moment ago. */
const publicOnly: LookupFunction = (hostname, options, answer) =>
  dns.lookup(hostname, { ...options, all: true }, (error, found) => {
    const inside = found?.find(({ address }) => isInternal(address));
    const refusal = inside && new Error(`its name leads inside, to ${inside.address}: see INTERNAL_HOSTS`);
    if (error ?? refusal) answer((error ?? refusal) as Error, []);
    else if (options.all) answer(null, found);
    else answer(null, found[0]!.address, found[0]!.family);
  });

const internet = new Agent({ connect: { lookup: publicOnly } });

/**
 * The way to a third party. Who is configured by address, or is one of the internal hosts, may be anywhere; any other
 * name must lead to the Internet.
 */
export function dispatcherFor(url: string, internalHosts: readonly string[]): Dispatcher | undefined {
  const host = hostOf(new URL(url));
  return isIP(host) || host === 'localhost' || internalHosts.includes(host) ? undefined : internet;
}
