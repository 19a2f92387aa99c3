import type { ProblemType } from '#libs/messaging';

/** Where `@ApiExtension()` keeps what it adds to an operation; it never adds to what another decorator declared. */
const EXTENSIONS = 'swagger/apiExtension';
export const PROBLEMS = 'x-problems';

/** Extensions are copied into the document, so they have the codes only. */
type Extensions = Record<string, unknown> & { [PROBLEMS]?: string[] };

/**
 * Declares what a route refuses, beside what follows from its other decorators: its OpenAPI document tells callers. A test
 * fails when a service answers with a problem that its document does not tell.
 */
export const Refuses =
  (...types: ProblemType<any>[]): MethodDecorator =>
  (_target, _key, { value }) => {
    const known = (Reflect.getMetadata(EXTENSIONS, value as object) ?? {}) as Extensions;
    const problems = [...new Set([...(known[PROBLEMS] ?? []), ...types.map(({ code }) => code)])];
    Reflect.defineMetadata(EXTENSIONS, { ...known, [PROBLEMS]: problems }, value as object);
  };
