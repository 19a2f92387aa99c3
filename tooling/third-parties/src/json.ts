/** An answer of an imposter with a JSON body. */
export const json = (statusCode: number, body: object) => ({
  is: { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
});

/** The JSON body of a request that an imposter got; undefined when it is none. */
export function parseBody(body: string): Record<string, any> | undefined {
  try {
    return JSON.parse(body) as Record<string, any>;
  } catch {
    return undefined;
  }
}
