/** A server was reached, and TLS did not come about. */
class TlsFailure extends Error {
  override name = 'TlsFailure';
}

/** What the errors of Node and OpenSSL mean, by the beginnings of their codes, and what helps. */
const MEANINGS: [RegExp, string][] = [
  [
    /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/,
    'shows a certificate that no trusted authority has signed: name the file with the certificate of its authority in NODE_EXTRA_CA_CERTS',
  ],
  [
    /^ERR_TLS_CERT_ALTNAME/,
    'shows a certificate for another name: use a host name in the URL for which it was issued',
  ],
  [/^CERT_HAS_EXPIRED$/, 'shows a certificate that has expired: renew it'],
  [
    /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)$/,
    'does not speak TLS at that port: use its port for TLS in the URL, or enable TLS there',
  ],
];

/**
 * The same failure as a sentence that tells what to do, when TLS is the reason; otherwise what was given.
 * @param where the address, for the sentence
 */
export function explained<Failure>(failure: Failure, where: string): Failure | TlsFailure {
  const { code = '' } = innermost(failure) as { code?: string };
  const meaning = MEANINGS.find(([codes]) => codes.test(code))?.[1];
  return meaning ? new TlsFailure(`RabbitMQ at ${where} ${meaning} (${code})`, { cause: failure }) : failure;
}

/** Whether a failure was explained. */
export const isExplained = (failure: unknown): failure is TlsFailure => failure instanceof TlsFailure;

/** `fetch` keeps the reason in the cause of its error. */
export const innermost = (failure: unknown): unknown =>
  failure instanceof Error && failure.cause ? innermost(failure.cause) : (failure ?? {});
