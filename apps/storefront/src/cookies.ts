/** The cookies of a request by name. */
export const cookiesOf = (header = ''): Record<string, string | undefined> =>
  Object.fromEntries(header.split(/; */).map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));

/**
 * A `Set-Cookie` that no script reads, no other site sends, and browsers send to the pages of the shop alone. The gateway makes
 * the path that of the shop there.
 * @param seconds how long it is kept; 0 removes it
 */
export const cookie = (name: string, value: string, seconds: number, isSecure: boolean): string =>
  `${name}=${value}; Path=/shop; Max-Age=${seconds}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
