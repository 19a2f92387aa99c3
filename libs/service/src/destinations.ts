import dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';

/** Networks that are not on the Internet: this machine, private networks, the metadata services of clouds (RFC 6890). */
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

/** True for a private, link-local or loopback address, and for any other that no third party can have. */
export const isInternal = (address: string): boolean => internal.check(address, familyOf(address));

/** The host of a URL: a name, or an address, without the brackets of an IPv6 address. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/** Checks the addresses at the moment of connecting: an earlier look-up of the name may have returned others. */
const publicOnly: LookupFunction = (hostname, options, answer) =>
  dns.lookup(hostname, { ...options, all: true }, (error, found) => {
    const inside = found?.find(({ address }) => isInternal(address));
    const refusal =
      inside &&
      new Error(
        `its name resolves to the internal address ${inside.address}: add the host to INTERNAL_HOSTS if that is right`,
      );
    if (error ?? refusal) answer((error ?? refusal) as Error, []);
    else if (options.all) answer(null, found);
    else answer(null, found[0]!.address, found[0]!.family);
  });

const internet = new Agent({ connect: { lookup: publicOnly } });

/**
 * The agent to connect to a third party by. One that is configured by address, or is an internal host, may be anywhere;
 * any other name must resolve to addresses on the Internet.
 */
export function dispatcherFor(url: string, internalHosts: readonly string[]): Dispatcher | undefined {
  const host = hostOf(new URL(url));
  return isIP(host) || host === 'localhost' || internalHosts.includes(host) ? undefined : internet;
}
