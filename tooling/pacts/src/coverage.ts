import type { Service } from '#libs/service';
import { fileOf, isEvent, type Pact } from './pact-file.js';

/** Everything that must fit together. */
export interface ContractInventory {
  services: Pick<Service, 'name' | 'events' | 'settings'>[];
  pacts: Pact[];
  /** Paths of the consumer pact specs: `apps/<consumer>/test/<provider>.consumer-pact-spec.ts`. */
  specs: string[];
  /** Paths of the provider verifications: `apps/<provider>/test/<provider>.provider-pact-spec.ts`. */
  verifications: string[];
}

/** What a check looked at, each with what is wrong with it, if anything is. */
export type Findings = { subject: string; problem?: string | undefined }[];

/** Every hole between services that no pact can show, because a pact that is not there fails nothing. */
export const CHECKS: Record<string, (inventory: ContractInventory) => Findings> = {
  'every noun belongs to one service': ({ services }) =>
    services.flatMap(({ name, events: { noun } }) => {
      const others = services.filter((other) => other.events.noun === noun && other.name !== name);
      const problem = others.length
        ? `${others.map((other) => other.name).join(', ')} has it too`
        : undefined;
      return noun ? [{ subject: `${name}: ${noun}`, problem }] : [];
    }),

  'every heard event is said by one service': ({ services }) =>
    heardIn(services).map(({ hearer, type }) => {
      const sayers = sayersOf(type, services);
      const problem = sayers.length === 1 ? undefined : `said by ${sayers.join(' and ') || 'nobody'}`;
      return { subject: `${hearer} hears ${type}`, problem };
    }),

  'every heard event is in a pact with the service that says it': ({ services, pacts }) =>
    heardIn(services).map(({ hearer, type }) => {
      const sayers = sayersOf(type, services);
      const has = pacts.some(
        ({ consumer, provider, interactions }) =>
          consumer.name === hearer &&
          sayers.includes(provider.name) &&
          interactions.filter(isEvent).some(({ metadata }) => metadata.type === type),
      );
      const spec = specOf(hearer, sayers[0] ?? '<who says it>');
      return { subject: `${hearer} hears ${type}`, problem: has ? undefined : `expect it in ${spec}` };
    }),

  'every neighbour that is called has a pact': ({ services, pacts }) =>
    services
      .flatMap(({ name, settings }) => Object.values(settings).map(({ peer }) => ({ caller: name, peer })))
      .flatMap(({ caller, peer }) => (peer ? [{ caller, peer }] : []))
      .map(({ caller, peer }) => {
        const has = pacts.some(
          ({ consumer, provider, interactions }) =>
            consumer.name === caller && provider.name === peer && !interactions.every(isEvent),
        );
        return {
          subject: `${caller} calls ${peer}`,
          problem: has ? undefined : `expect its answers in ${specOf(caller, peer)}`,
        };
      }),

  'every pact is written by a spec': ({ pacts, specs }) =>
    pacts.map((pact) => {
      const spec = specOf(pact.consumer.name, pact.provider.name);
      const problem = specs.includes(spec) ? undefined : `there is no ${spec}: run npm run contracts:update`;
      return { subject: fileOf(pact), problem };
    }),

  'every provider in a pact verifies it': ({ pacts, verifications }) =>
    pacts.map((pact) => {
      const { name } = pact.provider;
      const verification = `apps/${name}/test/${name}.provider-pact-spec.ts`;
      const problem = verifications.includes(verification) ? undefined : `there is no ${verification}`;
      return { subject: fileOf(pact), problem };
    }),

  'every consumer spec has its pact': ({ pacts, specs }) =>
    specs.map((spec) => {
      const has = pacts.some(({ consumer, provider }) => specOf(consumer.name, provider.name) === spec);
      return {
        subject: spec,
        problem: has ? undefined : 'nothing of it was accepted: run npm run contracts:update',
      };
    }),
};

const specOf = (consumer: string, provider: string) =>
  `apps/${consumer}/test/${provider}.consumer-pact-spec.ts`;

const heardIn = (services: ContractInventory['services']) =>
  services.flatMap(({ name, events }) => events.heard.map(({ type }) => ({ hearer: name, type })));

const sayersOf = (type: string, services: ContractInventory['services']) =>
  services.filter(({ events }) => events.said.some((one) => one.type === type)).map(({ name }) => name);
