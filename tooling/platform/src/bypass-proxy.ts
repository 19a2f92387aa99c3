const THIS_MACHINE = ['127.0.0.1', 'localhost'];

/**
 * Keeps calls on this machine from the proxy of HTTP_PROXY, to which Node sends every request when NODE_USE_ENV_PROXY is set,
 * and Pact does always. It holds for this process and for those that it starts.
 */
export function bypassProxy(env: NodeJS.ProcessEnv = process.env): void {
  const listed = (env.no_proxy ?? env.NO_PROXY ?? '').split(',').filter(Boolean);
  if (listed.includes('*')) return; // no host has a proxy
  env.NO_PROXY = env.no_proxy = [...new Set([...listed, ...THIS_MACHINE])].join(',');
}
