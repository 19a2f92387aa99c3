/** The cookies of a request by name. */
export const cookiesOf = (header = ''): Record<string, string | undefined> =>
  Object.fromEntries(header.split(/; */).map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));

/**
 * A `Set-Cookie` that no script reads and no other site sends. It has no path, so browsers send it to the pages beside the one
 * that set it, and to nothing else at this address.
 * @param seconds how long it is kept; 0 removes it
 */
export const cookie = (name: string, value: string, seconds: number, isSecure: boolean): string =>
  `${name}=${value}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
