import type { StandardSchemaV1 } from '@standard-schema/spec';

/**
 * The caller asks for something that the rules do not allow. A rule throws it, and it is translated once: to problem
 * details for HTTP, to a hospital reason for an event. It is never retried.
 */
export class Refusal extends Error {
  override name = 'Refusal';

  /**
   * @param code stable and machine-readable, `thing.what-is-wrong`; the last part of the problem's `type`
   * @param message one sentence that tells the caller what to do
   * @param status the HTTP status of the answer
   * @param extra further members of the problem details
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 409,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** Input that does not match its schema: a 400 for HTTP, a malformed message for an event. */
export class InvalidInput extends Error {
  override name = 'InvalidInput';

  /**
   * @param where the part of the request, such as `body` or `query.limit`
   * @param extra further members of the problem details
   */
  constructor(
    readonly where: string,
    readonly issues: readonly StandardSchemaV1.Issue[],
    readonly extra: Record<string, unknown> = {},
  ) {
    super(issues.map(({ path, message }) => `${jsonPointer(path)}: ${message}`).join('; '));
  }
}

/** A JSON pointer (RFC 6901) to the field that an issue concerns; empty for the whole input. */
export const jsonPointer = (path: StandardSchemaV1.Issue['path'] = []): string =>
  path
    .map((step) => String(typeof step === 'object' ? step.key : step))
    .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
