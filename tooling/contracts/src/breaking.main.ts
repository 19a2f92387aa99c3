import { counted } from '#tooling/platform';
import { command } from './command.js';

await command(
  {
    name: 'npm run contracts:breaking',
    about: 'Names the breaking changes to OpenAPI and AsyncAPI documents since this branch left a revision.',
    options: { since: { value: 'REVISION', about: 'the revision, such as main', required: true } },
  },
  async ({ since: ref }) => {
    const { compareSince, MEANT } = await import('./documents/since.js');
    const { revision, documents, breaks, meant } = compareSince(ref, '.');
    return {
      well: documents,
      of: documents,
      what: `documents of ${ref} (${revision.slice(0, 12)}) were compared: ${counted(breaks.length, 'breaking change')}, ${meant.length} accepted`,
      lines: [
        ...meant.map((one) => `accepted  ${one}`),
        ...breaks.map((one) => `breaking  ${one}`),
        ...(breaks.length
          ? [
              `Revert the change, or accept it: add its line to ${MEANT}, as printed after "breaking", with "- " in front and the reason below.`,
            ]
          : []),
      ],
      isWell: documents > 0 && !breaks.length,
      more: { ref, revision, documents, breaks, meant },
    };
  },
);
