import { tagOf } from './asyncapi.js';
import { type AsyncApi, PLATFORM } from './document.js';
import { MergedComponents, usedComponents } from './merged-components.js';

/** The document that `platformEvents` makes. */
export const PLATFORM_EVENTS = 'contracts/asyncapi/platform.json';
const ABOUT = 'Every event that a service publishes, in full, with the services that consume it.';

/** One AsyncAPI document of every event that the services publish: who publishes it, and who consumes it. */
export function platformEvents(documents: AsyncApi[], version: string): AsyncApi {
  const parts = documents.map(publishedPart);
  const merged = new MergedComponents(
    parts.map(({ info, components }) => ({ service: info.title, components })),
  );
  const of = (kind: 'channels' | 'operations') =>
    Object.assign({}, ...parts.map((part) => merged.named(part.info.title, part[kind]))) as never;
  const operations: AsyncApi['operations'] = of('operations');
  for (const [type, operation] of Object.entries(operations))
    operation['x-consumers'] = consumersOf(type, documents);
  return {
    ...documents[0]!,
    info: { ...PLATFORM, version, description: ABOUT, tags: publishersOf(operations).map(tagOf) },
    channels: of('channels'),
    operations,
    components: { schemas: {}, ...merged.all },
  };
}

/** What a service publishes, and the components that this needs. */
function publishedPart(document: AsyncApi): AsyncApi {
  const service = document.info.title;
  const sent = Object.entries(document.operations).filter(([, { action }]) => action === 'send');
  const channels = Object.fromEntries(sent.map(([type]) => [type, document.channels[type]!]));
  const operations = Object.fromEntries(sent.map(([type, one]) => [type, { ...one, 'x-service': service }]));
  const components = usedComponents([channels, operations], document.components);
  return { ...document, channels, operations, components: { schemas: {}, ...components } };
}

const publishersOf = (operations: AsyncApi['operations']): string[] => [
  ...new Set(Object.values(operations).map((one) => one['x-service']!)),
];

const consumersOf = (type: string, documents: AsyncApi[]): string[] =>
  documents.filter(({ operations }) => operations[type]?.action === 'receive').map(({ info }) => info.title);
