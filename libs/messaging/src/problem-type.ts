import { z } from 'zod';
import { Refusal } from './refusal.js';

/** What a refusal tells beside its sentence. */
interface Answered {
  /** Seconds after which the caller may repeat the request; sent as `Retry-After`. */
  retryAfter?: number;
  /** How a caller must authenticate after a 401; sent as `WWW-Authenticate`. */
  challenge?: string;
  /** The limit that a call exceeds; sent as `RateLimit` and `RateLimit-Policy`. */
  exhausted?: { policy: string; left: string };
}

/** What everyone may know of a kind of problem before it happens. */
export interface ProblemTypeOptions<Members extends z.ZodRawShape> {
  /** Stable and machine-readable, `thing.what-is-wrong`; the last part of the problem's `type`. */
  code: string;
  /** The HTTP status of the answer. */
  status: number;
  /** One sentence: what is wrong. */
  meaning: string;
  /** One sentence: what the caller does about it. */
  advice: string;
  /** Further members of the problem details. */
  members?: Members;
  /** The answer says in `Retry-After` when the same request may succeed. */
  retries?: boolean;
  /** The media type of the answer, where another standard than that of problem details asks for one. */
  mediaType?: string;
  /** One sentence: who meets it where, when no documented operation answers with it. */
  where?: string;
}

const PREFIX = 'urn:troupe:problem:';

/** The `type` of problem details (RFC 9457), which is a name and never changes. */
export const uriOf = (code: string): `${typeof PREFIX}${string}` => `${PREFIX}${code}`;

/** The code in such a type. */
export const codeOf = (type: string): string => type.slice(PREFIX.length);

/**
 * A kind of problem that callers may meet. It is declared where it is thrown, and by `@Refuses()` at the routes that answer
 * with it: their documents and the page of the problem follow from it.
 */
export class ProblemType<Members extends z.ZodRawShape = z.ZodRawShape> {
  readonly code: string;
  readonly status: number;
  readonly meaning: string;
  readonly advice: string;
  readonly members: Members;
  readonly retries: boolean;
  readonly mediaType?: string;
  readonly where?: string;

  /** The `type` of the problem details. */
  get type(): `urn:troupe:problem:${string}` {
    return uriOf(this.code);
  }

  constructor({ members = {} as Members, retries = false, ...told }: ProblemTypeOptions<Members>) {
    this.code = told.code;
    this.status = told.status;
    this.meaning = told.meaning;
    this.advice = told.advice;
    this.members = members;
    this.retries = retries;
    this.mediaType = told.mediaType;
    this.where = told.where;
  }

  /**
   * The refusal of one request.
   * @param detail one sentence that tells the caller what to do
   * @param more the further members, and what is sent as headers
   */
  refusal(
    detail = `${this.meaning} ${this.advice}`,
    more?: Answered & { [Name in keyof Members]: z.input<Members[Name]> },
  ): Refusal {
    return new Refusal(this.code, detail, this.status, {
      ...(this.mediaType && { mediaType: this.mediaType }),
      ...more,
    });
  }
}

const known = new Map<string, ProblemType>();

/**
 * Declares a kind of problem.
 * @throws Error when its code means something else already
 */
export function problemType<const Members extends z.ZodRawShape = Record<never, never>>(
  options: ProblemTypeOptions<Members>,
): ProblemType<Members> {
  const declared = new ProblemType(options);
  const before = known.get(declared.code);
  if (before && before.meaning !== declared.meaning)
    throw new Error(`The problem ${declared.code} is declared twice: give one of them another code.`);
  known.set(declared.code, declared as unknown as ProblemType);
  return declared;
}

/** Every kind of problem that this process may answer with, by code. */
export const problemTypes = (): ProblemType[] =>
  [...known.values()].toSorted((one, other) => (one.code < other.code ? -1 : 1));
