import { runCommand } from '#tooling/platform';

await runCommand(
  { usage: 'npm run obs:generate', about: 'Writes observability/generated from slo.yaml and the services.' },
  async () => {
    const { artefactsOf, slosOf, write } = await import('./artefacts.js');
    const { discoverServices } = await import('#libs/service');
    const root = process.cwd();
    const services = await discoverServices();
    const artefacts = artefactsOf(slosOf(root), services);
    write(artefacts, root);
    console.log(
      `${Object.keys(artefacts).length} files for ${services.length} services: ${services.map(({ name }) => name).join(', ')}`,
    );
  },
);
