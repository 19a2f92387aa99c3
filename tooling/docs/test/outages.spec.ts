import {
  configuration,
  discoverServices,
  outside,
  peer,
  type ServiceDefinition,
  service,
} from '#libs/service';
import { heard } from '#libs/messaging';
import { describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { z } from 'zod';
import { outagesOf, outagesTables } from '../src/outages.js';
import { routesOf } from '../src/routes.js';
import { examplesOf, wrongExamples } from './fixtures/example-requests.js';

const Lit = heard('lamp.lit.v1', z.object({}), { from: 'lamps' });
const Dimmed = heard('lamp.dimmed.v1', z.object({}), { from: 'lamps' });

@Module({})
class NightModule {}

/** A service that hears of lamps. */
const nightWith = (config: ServiceDefinition<any>['config']) =>
  service({
    name: 'night',
    port: 4_998,
    owner: 'tests',
    config,
    module: NightModule,
    events: { noun: 'night', Lit, Dimmed },
  });

describe('what works without a neighbour', () => {
  it('follows from what the service declares', async () => {
    const settings = {
      MOON_URL: peer('moon', [Lit.type]),
      CLOUDS_URL: outside('clouds', 'The weather', []),
    };
    const night = nightWith(configuration('night', settings));
    expect(await outagesTables([night])).toBe(
      `
## night

| Without              | Answers 503 | Waits         | Still works      |
| -------------------- | ----------- | ------------- | ---------------- |
| its database         | –           | every event   | –                |
| the broker           | –           | every event   | –                |
| the issuer of tokens | –           | –             | everything       |
| moon                 | –           | \`lamp.lit.v1\` | \`lamp.dimmed.v1\` |
| clouds               | –           | –             | everything       |
| lamps                | –           | –             | everything       |
`.trimStart(),
    );
  });

  it.each([
    ['MOON_URL', 'moon', configuration('night', { MOON_URL: peer('moon') }), "peer('moon', …)"],
    [
      'CLOUDS_URL',
      'clouds',
      configuration('night', { CLOUDS_URL: outside('clouds', 'The weather') }),
      "outside('clouds', …)",
    ],
  ])('is not known before %s declares what needs it', async (setting, neighbour, config, how) => {
    await expect(outagesOf(nightWith(config))).rejects.toThrow(
      `night does not declare what needs ${neighbour}: name the routes, events and effects in its configuration, ${setting}: ${how}.`,
    );
  });

  it('is not known while a declaration names what the service does not have', async () => {
    const config = configuration('night', { MOON_URL: peer('moon', ['GET /stars']) });
    await expect(outagesOf(nightWith(config))).rejects.toThrow(
      'night declares that moon is needed by GET /stars, and has no such route, event, effect or setting; it has: lamp.lit.v1, lamp.dimmed.v1.',
    );
  });
});

describe('the requests by which outages are tried', () => {
  it('are there for every route that needs more than its path', async () => {
    const services = (await discoverServices()).filter(({ isStateless }) => !isStateless);
    const wrong = services.map(async (service) =>
      wrongExamples(service.name, await routesOf(service), await examplesOf(service.name)),
    );
    expect((await Promise.all(wrong)).flat()).toEqual([]);
  });

  it('are missed, and told from those of no route', () => {
    const route = { method: 'GET', path: '/lamps', name: 'GET /lamps', access: undefined, limit: undefined };
    const routes = [
      { ...route, needsBody: false, needsQuery: true },
      { ...route, name: 'PUT /lamps', needsBody: true, needsQuery: false },
    ];
    expect(wrongExamples('night', routes, { 'GET /lamps': () => ({}), 'GET /moons': () => ({}) })).toEqual([
      'PUT /lamps has no example: add one to apps/night/test/example-requests.ts.',
      'apps/night/test/example-requests.ts has an example of GET /moons, which is no route of night.',
    ]);
  });
});
