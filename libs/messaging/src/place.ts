/** A frame of a stack that is code of this repository, as built or by its source: `apps/alpha/src/things.ts:12`. */
const OWN_FRAME = /^\s+at .*?\b((?:apps|libs|tooling)\/[^\s():]+:\d+)/;

/** Where an error was thrown: the first frame of its stack that is ours; null when there is none. */
export function placeOf(stack: string | null): string | null {
  const frames = (stack ?? '').split('\n').filter((line) => !line.includes('node_modules'));
  for (const frame of frames) {
    const [, place] = OWN_FRAME.exec(frame) ?? [];
    if (place) return place;
  }
  return null;
}
