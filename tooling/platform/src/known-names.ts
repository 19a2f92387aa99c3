import { UsageError } from './user-error.ts';

/** How much of a word may be misspelt. */
const MISSPELT = 0.4;

/** How many letters must be added, removed or replaced to turn one word into the other (Levenshtein). */
function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [row, letter] of Array.from(one).entries()) {
    const line = [row + 1];
    for (const [column, another] of Array.from(other).entries())
      line.push(
        Math.min(line[column]! + 1, above[column + 1]! + 1, above[column]! + Number(letter !== another)),
      );
    above = line;
  }
  return above[other.length]!;
}

/** A question that names the known word nearest to a misspelt one, or nothing when none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const rated = known.map((name) => ({ name, distance: editDistance(word, name) }));
  const [nearest] = rated.sort((one, other) => one.distance - other.distance);
  const most = Math.min(Math.ceil(word.length * MISSPELT), word.length - 1);
  const isNear = nearest && nearest.distance <= most;
  return isNear ? `did you mean ${nearest.name}?` : '';
}

/** One line about a name that nothing has. @param kind what it should name: `service` */
export function unknownName(kind: string, name: string, known: readonly string[]): string {
  if (!known.length) return `There is no ${kind} ${name}: there is none at all.`;
  const guess = didYouMean(name, known);
  const choice = `hoose one of ${known.join(', ')}.`;
  return `There is no ${kind} ${name}: ${guess ? `${guess} C${choice}` : `c${choice}`}`;
}

/** @throws UsageError with the known names when the name is none of them */
export function checkName(kind: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) throw new UsageError(unknownName(kind, name, known));
}
