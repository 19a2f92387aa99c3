import { UserError } from '#tooling/platform';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';

/** The folder of the flows below the root of the repository: one YAML file for each. */
export const FLOWS = 'contracts/flows';

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const Name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'takes lower-case letters, digits and hyphens');
const EventType = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\.v[1-9]\d*$/, 'takes noun.past-tense.vN');
/** One type, or a list of alternatives. */
const EventTypes = z.union([EventType.transform((type) => [type]), z.array(EventType).min(1)]);
const Duration = z
  .string()
  .regex(/^[1-9]\d*[smhd]$/, 'takes a number and a unit: 30s, 2m, 24h, 7d')
  .transform((text) => Number.parseInt(text) * UNITS[text.at(-1) as keyof typeof UNITS]);
const Reason = z.string().min(1);

const Step = z.strictObject({
  service: Name,
  on: EventTypes,
  says: EventTypes,
  within: Duration,
  optional: Reason.optional(),
});

const FlowText = z.strictObject({
  flow: Name,
  about: Reason,
  key: z.string().min(1),
  starts: EventTypes,
  erases: z.boolean().default(false),
  steps: z.record(Name, Step),
  ends: z.strictObject({ failed: EventTypes.optional(), abandoned: EventTypes.optional() }).default({}),
  unproved: z.record(Name, Reason).default({}),
});

/** A business process as people describe it, with the file that does. */
export type FlowFile = z.infer<typeof FlowText> & { readonly file: string };

/**
 * Reads every flow of a checkout.
 * @throws UserError that names each file, the place in it and what it takes instead
 */
export function readFlows(root: string): FlowFile[] {
  const read = globSync(`${FLOWS}/*.yaml`, { cwd: root })
    .sort()
    .map((file) => readFlow(file, readFileSync(join(root, file), 'utf8')));
  const problems = read.flatMap(({ problems: found }) => found);
  if (problems.length) throw new UserError(problems.join('\n'));
  return read.flatMap(({ flow }) => flow ?? []);
}

/** Reads one flow, or says what is wrong with it. */
export function readFlow(file: string, text: string): { flow?: FlowFile; problems: string[] } {
  const { value, problem } = parsed(text);
  if (problem) return { problems: [`${file}: ${problem}`] };
  const { data, error } = FlowText.safeParse(value);
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

function parsed(text: string): { value?: unknown; problem?: string } {
  try {
    return { value: parse(text) };
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    return { problem: error.message.split('\n', 1)[0] ?? 'it is not YAML' };
  }
}

/** Every type of event that a flow names, once each. */
export const typesOf = ({ starts, steps, ends }: FlowFile): string[] => [
  ...new Set([
    ...starts,
    ...Object.values(steps).flatMap(({ on, says }) => [...on, ...says]),
    ...(ends.failed ?? []),
    ...(ends.abandoned ?? []),
  ]),
];
