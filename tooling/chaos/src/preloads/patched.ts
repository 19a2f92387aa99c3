import { registerHooks } from 'node:module';

/*
 * Loaded before a service (`--import`): `file` of the build has `becomes` instead of `was`.
 */

const { file, was, becomes } = Object.fromEntries(new URL(import.meta.url).searchParams) as Record<
  string,
  string
>;

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(`/dist/${file}`)) return loaded;
    const text = Buffer.from(loaded.source as Uint8Array).toString();
    if (!text.includes(was!)) throw new Error(`${file} does not have: ${was}`);
    return { ...loaded, source: text.replace(was!, () => becomes!) };
  },
});
