import { discoverServices, type Env } from '#libs/service';

/*
 * Every service in one process, as `npm start` runs them. `SERVICES` has the settings of each one, by its name.
 */

const envs = JSON.parse(process.env.SERVICES!) as Record<string, Env>;
const services = (await discoverServices()).filter(({ name }) => envs[name]);
const running = await Promise.all(services.map((service) => service.start(envs[service.name]!)));
process.once('SIGTERM', () => {
  void Promise.all(running.map((service) => service.stop())).then(() => process.exit());
});
