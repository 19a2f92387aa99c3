import type { Contents } from './pact-file.js';

/** Whether a body is JSON, so that rules and predicates look into it. Pact encodes a body of this type that is no JSON. */
export const isJson = ({ contentType, encoded }: Contents): boolean => !encoded && /json/.test(contentType);

/** The bytes of a body. JSON is a value, even when it is a text; Pact encodes what is not text. */
export function bytesOf(body: Contents): Buffer {
  if (body.encoded) return Buffer.from(String(body.content), 'base64');
  const isText = typeof body.content === 'string' && !isJson(body);
  return Buffer.from(isText ? (body.content as string) : JSON.stringify(body.content));
}

/** The text of a body, or undefined when it is none. */
export function textOf(body: Contents): string | undefined {
  const bytes = bytesOf(body);
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? text : undefined;
}
