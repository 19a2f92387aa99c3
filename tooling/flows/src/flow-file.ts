import { UserError } from '#tooling/platform';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';

/** The folder of the flows below the root of the repository: one YAML file for each. */
export const FLOWS = 'contracts/flows';

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The longest time that a step may promise. */
const MOST_DAYS = 366;
const NAME = 'takes lower-case letters, digits and hyphens';
const DURATION = 'takes a number and a unit: 30s, 2m, 24h, 7d';

const Name = z.string().regex(/^[a-z][a-z0-9-]*$/, NAME);
const EventType = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\.v[1-9]\d*$/, 'takes noun.past-tense.vN');
/** One type, or a list of alternatives. */
const EventTypes = z.union([EventType.transform((type) => [type]), z.array(EventType).min(1)], {
  error: ({ input }) =>
    input === undefined ? undefined : 'takes noun.past-tense.vN, or a list of such types',
});
const Duration = z
  .string(DURATION)
  .regex(/^[1-9]\d*[smhd]$/, DURATION)
  .transform((text) => Number.parseInt(text) * UNITS[text.at(-1) as keyof typeof UNITS])
  .refine((ms) => ms <= MOST_DAYS * UNITS.d, `takes at most ${MOST_DAYS}d`);
const Reason = z.string().min(1);

const Step = z.strictObject({
  service: Name,
  on: EventTypes,
  and: EventTypes.optional(),
  says: EventTypes,
  or: EventTypes.optional(),
  within: Duration,
  optional: Reason.optional(),
});

/** Why a consumer publishes nothing, and the total by which it is proved all the same. */
const Unproved = z.union(
  [
    Reason.transform((because): { because: string; total?: string | undefined } => ({ because })),
    z.strictObject({ because: Reason, total: Name.optional() }),
  ],
  { error: 'takes the reason, or `because` with the reason and `total` with the name of a total' },
);

const FlowText = z.strictObject({
  flow: Name,
  about: Reason,
  key: z.string().min(1),
  starts: EventTypes,
  erases: z.boolean().default(false),
  steps: z.record(Name, Step).refine((steps) => Object.keys(steps).length, 'takes at least one step'),
  outcomes: z.record(Name, EventTypes).default({}),
  ends: z.strictObject({ failed: EventTypes.optional(), abandoned: EventTypes.optional() }).default({}),
  unproved: z.record(Name, Unproved).default({}),
});

/** A business process as people describe it, with the file that does. */
export type FlowFile = z.infer<typeof FlowText> & { readonly file: string };

/**
 * Reads every flow of a checkout.
 * @throws UserError that names each file, the place in it and what it takes instead
 */
export function readFlows(root: string): FlowFile[] {
  const read = globSync(`${FLOWS}/*`, { cwd: root })
    .sort()
    .map((file) =>
      file.endsWith('.yaml')
        ? readFlow(file, readFileSync(join(root, file), 'utf8'))
        : { problems: [`${file}: is no flow, which is a file NAME.yaml; rename it, or move it elsewhere`] },
    );
  const problems = read.flatMap(({ problems: found }) => found);
  if (problems.length) throw new UserError(problems.join('\n'));
  return read.flatMap((one) => ('flow' in one ? (one.flow ?? []) : []));
}

/** Reads one flow, or says what is wrong with it. */
export function readFlow(file: string, text: string): { flow?: FlowFile; problems: string[] } {
  const { value, problem } = parsed(text);
  if (problem) return { problems: [`${file}: ${problem}`] };
  const { data, error } = FlowText.safeParse(value, { error: takes });
  if (!data)
    return {
      problems: error.issues.map(
        ({ path, message }) => `${file}: ${path.join('.') || 'the file'}: ${message}`,
      ),
    };
  if (data.flow !== basename(file, '.yaml'))
    return { problems: [`${file}: flow: takes the name of the file, ${basename(file, '.yaml')}`] };
  return { flow: { ...data, file }, problems: [] };
}

/** What a place takes, where the schema has no words of its own. */
const takes: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_key') return NAME;
  if (issue.code === 'too_small') return 'must not be empty';
  if (issue.code === 'invalid_union') return 'is missing';
  if (issue.code !== 'invalid_type') return undefined;
  return issue.input === undefined ? 'is missing' : (KINDS[issue.expected] ?? undefined);
};

const KINDS: Partial<Record<string, string>> = {
  string: 'takes text',
  boolean: 'takes true or false',
  object: 'takes keys with values, as docs/flows.md explains',
  record: 'takes names with values, as docs/flows.md explains',
};

function parsed(text: string): { value?: unknown; problem?: string } {
  try {
    const value: unknown = parse(text);
    return value === null ? { problem: 'is empty; docs/flows.md explains what a flow says' } : { value };
  } catch (error) {
    if (error instanceof YAMLParseError && error.code === 'MULTIPLE_DOCS')
      return { problem: 'has several documents; keep one flow, and remove the lines ---' };
    // The parser throws ReferenceErrors too, for aliases that it cannot resolve.
    return { problem: `is not YAML: ${(error as Error).message.split('\n', 1)[0]}` };
  }
}

/** Every type of event that a flow names, once each. */
export const typesOf = ({ starts, steps, ends }: FlowFile): string[] => [
  ...new Set([
    ...starts,
    ...Object.values(steps).flatMap(({ on, and = [], says, or = [] }) => [...on, ...and, ...says, ...or]),
    ...(ends.failed ?? []),
    ...(ends.abandoned ?? []),
  ]),
];
