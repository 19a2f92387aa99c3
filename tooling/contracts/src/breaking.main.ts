import { writeFileSync } from 'node:fs';
import { counted } from '#tooling/platform';
import { command } from './command.js';

await command(
  {
    name: 'npm run contracts:breaking',
    about: 'Names the breaking changes to OpenAPI and AsyncAPI documents since this branch left a revision.',
    options: {
      since: { value: 'REVISION', about: 'the revision, such as main', required: true },
      write: { about: 'writes what changed into the changelogs of the public API and of the events' },
    },
  },
  async ({ since: ref, write }) => {
    const { compareSince, MEANT } = await import('./documents/since.js');
    const compared = compareSince(ref, '.');
    const { revision, documents, breaks, meant } = compared;
    if (write) for (const { file, text } of compared.unwritten) writeFileSync(file, text);
    // A break that nobody meant belongs into no changelog.
    const unwritten = write || breaks.length ? [] : compared.unwritten;
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
        ...unwritten.flatMap(({ file, lines }) =>
          lines.filter(isItem).map((line) => `unwritten ${file}: ${line}`),
        ),
        ...(unwritten.length
          ? [
              `Write it into the changelog: npm run contracts:breaking -- --since ${ref} --write, and then npm run generate.`,
            ]
          : []),
        ...(write ? compared.unwritten.map(({ file }) => `written   ${file}: run npm run generate`) : []),
      ],
      isWell: documents > 0 && !breaks.length && !unwritten.length,
      more: { ref, revision, documents, breaks, meant },
    };
  },
);

function isItem(line: string): boolean {
  return line.startsWith('- ');
}
