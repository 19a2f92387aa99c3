import type { StandardSchemaV1 } from '@standard-schema/spec';

/**
 * The caller asked for something the rules do not allow. It is thrown once, by a rule, and translated once: to problem
 * details at the HTTP door, to a hospital reason at the event door. It is never retried.
 */
export class Refusal extends Error {
  override name = 'Refusal';

  /**
   * @param code stable and machine-readable, `thing.what-is-wrong`; the last part of the problem's `type`
   * @param message one sentence that tells the caller what to do
   * @param status the HTTP status it becomes
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

/** Input that does not fit its schema: a 400 at the HTTP door, a malformed message at the event door. */
export class InvalidInput extends Error {
  override name = 'InvalidInput';

  /** @param where the part of the request, such as `body` or `query.limit` */
  constructor(
    readonly where: string,
    readonly issues: readonly StandardSchemaV1.Issue[],
  ) {
    super(issues.map(({ path, message }) => `${jsonPointer(path)}: ${message}`).join('; '));
  }
}

/** A JSON jsonPointer (RFC 6901) to the field an issue is about; empty for the whole. */
export const jsonPointer = (path: StandardSchemaV1.Issue['path'] = []): string =>
  path
    .map((step) => String(typeof step === 'object' ? step.key : step))
    .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
