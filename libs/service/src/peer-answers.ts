import { looseIn } from '#libs/messaging';
import { z } from 'zod';

/** A response of which a client reads headers too. */
export class WithHeaders<Headers extends z.ZodObject = z.ZodObject, Body extends Reading = Reading> {
  constructor(
    /** By their names in lower case. */
    readonly headers: Headers,
    readonly body: Body,
  ) {}
}

/** The schema of a body; with `null`, the body is ignored. */
type Reading = z.ZodType | null;

/**
 * The statuses that a caller expects, each with the schema of what it reads: the body, or the body and headers. What no
 * schema declares is not passed on, so the pact with the peer can demand all that a client reads.
 */
export type Answers = Record<number, Reading | WithHeaders>;

/** What a client gets of a response. */
export type AnswerOf<Known extends Answers> = {
  [Status in keyof Known & number]: { status: Status } & ReadBy<Known[Status]>;
}[keyof Known & number];

type ReadBy<Read> =
  Read extends WithHeaders<infer Headers, infer Body>
    ? { headers: z.infer<Headers>; body: BodyOf<Body> }
    : { body: BodyOf<Read> };
type BodyOf<Read> = Read extends z.ZodType ? z.infer<Read> : undefined;

/**
 * Declares that a client reads headers of a response.
 * @param headers the schema of each header by its name in lower case: `{ location: z.string() }`
 * @param body the schema of the body, if the client reads it too
 */
export const withHeaders = <Shape extends z.ZodRawShape, Body extends Reading = null>(
  headers: Shape,
  body: Body = null as Body,
): WithHeaders<z.ZodObject<Shape>, Body> => new WithHeaders(z.object(headers), body);

const checked = new WeakSet<z.ZodType>();

/** @throws Error when a schema lets through what it does not declare: a client could read there what no pact demands */
export function checkDeclared(peer: string, answers: Answers): void {
  for (const [status, read] of Object.entries(answers)) {
    const schemas = read instanceof WithHeaders ? [read.headers, read.body] : [read];
    for (const schema of schemas) {
      if (!schema || checked.has(schema)) continue;
      const places = looseIn(schema);
      if (places.length)
        throw new Error(
          `An answer ${status} of ${peer} is read without declaring what is at ${places.join(', ')}: declare the fields that are read.`,
        );
      checked.add(schema);
    }
  }
}
