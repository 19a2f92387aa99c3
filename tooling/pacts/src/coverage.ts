import type { Service } from '#libs/service';
import { isEvent, type Pact, pactFileName } from './pact-file.js';

/** The services and their contracts, which must fit together. */
export interface ContractInventory {
  services: Pick<Service, 'name' | 'events' | 'settings'>[];
  pacts: Pact[];
  /** Paths of the consumer pact specs: `apps/<consumer>/test/<provider>.consumer-pact-spec.ts`. */
  specs: string[];
  /** Paths of the provider verifications: `apps/<provider>/test/<provider>.provider-pact-spec.ts`. */
  verifications: string[];
}

/** What a check looked at, and the problem of each, if it has one. */
export type CoverageFindings = { subject: string; problem?: string | undefined }[];

/** The gaps between services that no verification finds, because a missing pact fails nothing. */
export const CHECKS: Record<string, (inventory: ContractInventory) => CoverageFindings> = {
  'every noun belongs to one service': ({ services }) =>
    services.flatMap(({ name, events: { noun } }) => {
      const others = services.filter((other) => other.events.noun === noun && other.name !== name);
      const problem = others.length
        ? `${others.map((other) => other.name).join(', ')} has the same noun; rename one`
        : undefined;
      return noun ? [{ subject: `${name}: ${noun}`, problem }] : [];
    }),

  'every consumed event is published by one service': ({ services }) =>
    heardIn(services).map(({ hearer, type }) => {
      const sayers = sayersOf(type, services);
      const problem = sayers.length
        ? `${sayers.join(' and ')} publish it; only one service may`
        : 'no service publishes it';
      return { subject: `${hearer} consumes ${type}`, problem: sayers.length === 1 ? undefined : problem };
    }),

  'every consumed event names the service that publishes it': ({ services }) =>
    heardIn(services).map(({ hearer, type, from }) => {
      const sayers = sayersOf(type, services);
      const problem = `it names ${from}, but ${sayers.join(' and ')} publishes it; correct its events.ts`;
      return {
        subject: `${hearer} consumes ${type}`,
        problem: !sayers.length || sayers.includes(from) ? undefined : problem,
      };
    }),

  'every consumed event is in a pact with the service that publishes it': ({ services, pacts }) =>
    heardIn(services).map(({ hearer, type }) => {
      const sayers = sayersOf(type, services);
      const hasPact = pacts.some(
        ({ consumer, provider, interactions }) =>
          consumer.name === hearer &&
          sayers.includes(provider.name) &&
          interactions.filter(isEvent).some(({ metadata }) => metadata.type === type),
      );
      const spec = specOf(hearer, sayers[0] ?? '<the service that publishes it>');
      return { subject: `${hearer} consumes ${type}`, problem: hasPact ? undefined : `expect it in ${spec}` };
    }),

  'every consumed event about a person is read with datasubject': ({ services }) =>
    heardIn(services).map(({ hearer, type, attributes = [] }) => {
      const concernsPerson = services.some(({ events }) =>
        events.said.some((event) => event.type === type && event.person),
      );
      const problem = `messaging forgets a person by datasubject, so add it to the attributes of heard()`;
      return {
        subject: `${hearer} consumes ${type}`,
        problem: concernsPerson && !attributes.includes('datasubject') ? problem : undefined,
      };
    }),

  'every event of a pact is declared by its consumer': ({ services, pacts }) =>
    pacts.flatMap(({ consumer, provider, interactions }) =>
      interactions.filter(isEvent).map(({ metadata: { type } }) => {
        const isHeard = heardIn(services).some(
          (heard) => heard.hearer === consumer.name && heard.type === type && heard.from === provider.name,
        );
        return {
          subject: `${consumer.name} expects ${String(type)} of ${provider.name}`,
          problem: isHeard ? undefined : `its events.ts does not declare it; run npm run contracts:update`,
        };
      }),
    ),

  'every called service is in a pact with its caller': ({ services, pacts }) =>
    services
      .flatMap(({ name, settings }) => Object.values(settings).map(({ peer }) => ({ caller: name, peer })))
      .flatMap(({ caller, peer }) => (peer ? [{ caller, peer }] : []))
      .map(({ caller, peer }) => {
        const hasPact = pacts.some(
          ({ consumer, provider, interactions }) =>
            consumer.name === caller && provider.name === peer && !interactions.every(isEvent),
        );
        return {
          subject: `${caller} calls ${peer}`,
          problem: hasPact ? undefined : `expect its responses in ${specOf(caller, peer)}`,
        };
      }),

  'every pact is written by a spec': ({ pacts, specs }) =>
    pacts.map((pact) => {
      const spec = specOf(pact.consumer.name, pact.provider.name);
      const problem = specs.includes(spec)
        ? undefined
        : `there is no ${spec}; write it, or run npm run contracts:update`;
      return { subject: pactFileName(pact), problem };
    }),

  'every provider in a pact verifies it': ({ pacts, verifications }) =>
    pacts.map((pact) => {
      const { name } = pact.provider;
      const verification = `apps/${name}/test/${name}.provider-pact-spec.ts`;
      const problem = verifications.includes(verification)
        ? undefined
        : `there is no ${verification}; write it`;
      return { subject: pactFileName(pact), problem };
    }),

  'every consumer spec has its pact': ({ pacts, specs }) =>
    specs.map((spec) => {
      const hasPact = pacts.some(({ consumer, provider }) => specOf(consumer.name, provider.name) === spec);
      return {
        subject: spec,
        problem: hasPact ? undefined : 'its pact is not accepted; run npm run contracts:update',
      };
    }),
};

const specOf = (consumer: string, provider: string) =>
  `apps/${consumer}/test/${provider}.consumer-pact-spec.ts`;

const heardIn = (services: ContractInventory['services']) =>
  services.flatMap(({ name, events }) =>
    events.heard.map(({ type, from, attributes }) => ({ hearer: name, type, from, attributes })),
  );

const sayersOf = (type: string, services: ContractInventory['services']) =>
  services.filter(({ events }) => events.said.some((event) => event.type === type)).map(({ name }) => name);
