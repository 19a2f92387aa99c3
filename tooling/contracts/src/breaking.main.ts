import { compareSince, MEANT } from './documents/since.js';
import { command, required } from './command.js';

await command(
  'Names the breaking changes to OpenAPI and AsyncAPI documents since this branch left a revision, such as main.',
  { since: { about: 'the revision, such as main' } },
  async ({ since }) => {
    const ref = required(since, 'since');
    const { revision, documents, breaks, meant } = compareSince(ref, '.');
    return {
      well: documents,
      of: documents,
      what: `documents of ${ref} (${revision.slice(0, 12)}) were compared: ${breaks.length} breaks, ${meant.length} meant`,
      lines: [
        ...meant.map((one) => `meant   ${one}`),
        ...breaks.map((one) => `breaks  ${one}`),
        ...(breaks.length
          ? [`Take it back, or add it to ${MEANT} (- as it stands here) and say there why.`]
          : []),
      ],
      isWell: documents > 0 && !breaks.length,
      more: { ref, revision, documents, breaks, meant },
    };
  },
);
