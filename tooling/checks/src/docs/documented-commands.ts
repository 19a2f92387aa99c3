/** Something that a page shows: a command, or an option without its command. */
export interface Shown {
  line: number;
  text: string;
}

/** The languages of code blocks that hold commands; a block without a language does, too. */
const SHELLS = ['', 'sh', 'bash', 'console'];

/** Up to what ends a command in a shell. */
const COMMAND = /(?<![\w./-])(?:npm (?:run|test|start|ci|install)|bash|node)(?![\w-])[^&|;)`]*/g;

/** Every command of npm, bash and node in the shell blocks and the inline code of a Markdown page. */
export const commandsIn = (markdown: string): Shown[] =>
  codeOf(markdown).flatMap(({ line, text }) =>
    (text.match(COMMAND) ?? []).map((command) => ({ line, text: command.replaceAll(/\s+/g, ' ').trim() })),
  );

/** Every option that is inline code by itself, such as `--scale loyalty=3`. */
export const bareOptionsIn = (markdown: string): Shown[] =>
  codeOf(markdown).flatMap(({ line, text }) => {
    const [, option] = /^(?:-- )?(--[a-z][\w-]*)/.exec(text) ?? [];
    return option ? [{ line, text: option }] : [];
  });

/** The pieces of code of a page: each inline span, and each line of a shell block. */
function codeOf(markdown: string): Shown[] {
  const found: Shown[] = [];
  let block: { language: string; lines: Shown[] } | undefined;
  for (const { line, text } of joinContinuations(markdown)) {
    const [, fence] = /^\s*```(.*)$/.exec(text) ?? [];
    if (block && fence !== undefined) {
      if (SHELLS.includes(block.language)) found.push(...shellLines(block.lines));
      block = undefined;
    } else if (block) block.lines.push({ line, text });
    else if (fence !== undefined) block = { language: fence.trim(), lines: [] };
    else found.push(...[...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => ({ line, text: span })));
  }
  return found;
}

/** The lines of a block without comments; where some have a prompt, the others are output. */
function shellLines(lines: Shown[]): Shown[] {
  const prompted = lines.filter(({ text }) => text.startsWith('$ '));
  return (prompted.length ? prompted : lines).map(({ line, text }) => ({
    line,
    text: text.replace(/\s#.*$/, ''),
  }));
}

/** Lines that end with a backslash continue on the next one. */
function joinContinuations(markdown: string): Shown[] {
  const joined: Shown[] = [];
  let isContinued = false;
  for (const [at, text] of markdown.split('\n').entries()) {
    const last = joined.at(-1);
    if (isContinued && last) last.text = `${last.text.slice(0, -1)} ${text}`;
    else joined.push({ line: at + 1, text });
    isContinued = text.endsWith('\\');
  }
  return joined;
}
