/** The address of a path below the address of a service, which may end with slashes. */
export const urlBelow = (url: string, path: string): string => `${url.replace(/\/+$/, '')}${path}`;
