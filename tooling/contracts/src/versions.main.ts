import { command } from './command.js';

/** How many reasons are printed for one service. */
const SHOWN = 3;

await command(
  {
    name: 'npm run contracts:versions',
    about:
      'Says what the version of each service must be after the changes since this branch left a revision: a break makes a major\n' +
      'version, an addition a minor one, another change a patch. A version that is too small fails.',
    options: {
      since: { value: 'REVISION', about: 'the revision, such as main', required: true },
      write: { about: 'writes versions that are too small into the modules of their services' },
    },
  },
  async ({ since: ref, write }) => {
    const { isBefore, versionsSince, writeVersions } = await import('./documents/service-versions.js');
    const versions = versionsSince(ref, '.');
    const written = write ? writeVersions(versions, '.') : [];
    const small = versions.filter(
      ({ service, is, least }) => isBefore(is, least) && !written.includes(service),
    );
    const lines = versions
      .filter(({ was, is, why }) => why.length || was !== is)
      .flatMap(({ service, was = 'none', is, least, why }) => {
        const state = written.includes(service)
          ? 'written  '
          : isBefore(is, least)
            ? 'too small'
            : 'ok       ';
        const now = written.includes(service) ? least : is;
        const more = why.length > SHOWN ? [`${why.length - SHOWN} more`] : [];
        return `${state} ${service}: was ${was}, is ${now}, at least ${least}: ${[...why.slice(0, SHOWN), ...more].join('; ') || 'nothing has changed'}`;
      });
    const advice = small.length
      ? [`Raise them: npm run contracts:versions -- --since ${ref} --write, and then npm run generate.`]
      : written.length
        ? ['Run npm run generate: the documents have these versions, too.']
        : [];
    return {
      well: versions.length - small.length,
      of: versions.length,
      what: `versions of services are large enough for what changed since ${ref}`,
      lines: [...lines, ...advice],
      more: { ref, versions },
    };
  },
);
