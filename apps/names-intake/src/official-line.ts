import { Row } from './import-chunk.js';

/** A name with its count, and the name as the line spells it. */
export type OfficialLine = Row & { spelling: string };

/** A total, or what is left of it, could be read as a name that many babies have. */
const TOTAL =
  /(?<!\p{L})(?:(?:sub)?totals?|(?:all|any|other)\s+(?:other\s+)?(?:names?|babies|births|others?))(?!\p{L})/iu;

/** What a line may be that is not NAME,count, and what to do about it. The first shape that fits is named. */
const SHAPES: [RegExp, string][] = [
  [
    /(?:^|,)[\s"]*names?[\s"]*(?:,|$)/i,
    'is a header: delete it, and keep only a name and a count on each line',
  ],
  [
    /(?:^|,)\s*(?:f|m|females?|males?|girls?|boys?)\s*(?:,|$)/i,
    'has a column for the sex: make one file for boys and one for girls, with NAME,count on each line',
  ],
  [/^\d+,[^\d,]+$/, 'has the count before the name: swap the columns'],
  [
    /^[^",]+(?:,[^",]+){2,}$/,
    'has more than two columns: keep only the name and the count, such as OLIVER,6941',
  ],
];

/** Reads one line, or says what is wrong with it. */
export function readLine(line: string, number: number): OfficialLine | { problem: string } {
  const problem = (what: string) => ({ problem: `Line ${number} ${what}: ${line.slice(0, 80)}` });
  if (TOTAL.test(line)) return problem('looks like a total, which is not a name: delete it');
  const [shape, spelling = '', digits] = /^(.*),(\d{1,15})$/.exec(line) ?? [];
  const { data, error } = Row.safeParse({ name: spelling, count: Number(digits) });
  if (data) return { ...data, spelling };
  const [, other] = SHAPES.find(([form]) => form.test(line)) ?? [];
  if (other) return problem(other);
  if (shape === undefined) return problem('is not a name and a count, such as OLIVER,6941');
  return problem(
    error.issues.map(({ path, message }) => `has a ${String(path[0])} that ${message}`).join(' and '),
  );
}
