/** What a job of a service understands: `apps/<service>/src/<job>.job.ts` exports it, `<job>.main.ts` is the job. */
export interface Job {
  /** What it does. */
  about: string;
  args: readonly JobArgument[];
}

/** An argument of a job. */
interface JobArgument {
  /** What stands for it where the job is described, such as `FILE`. */
  name: string;
  /** What it is. */
  about: string;
  /** Several may be given; only the last argument may be repeated. */
  repeated?: true;
  /** It is a path: this exists there. */
  exists?: 'file' | 'path';
}

/** What a job prints when an argument is missing or empty; undefined when it has them all. */
export function missingArgument({ args }: Job, given: readonly string[]): string | undefined {
  const missing = args.find((_, at) => !given[at]);
  return missing && `${missing.name} is missing: name ${missing.about}.\n`;
}
