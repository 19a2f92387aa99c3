/** What we use of the comparator; its own types cannot be resolved from ES modules. */
declare module '@pactflow/openapi-pact-comparator' {
  interface Result {
    code: string;
    message: string;
    mockDetails?: { location: string };
    /** Why nothing matched. */
    causes?: Result[];
  }

  export class Comparator {
    constructor(documents: { oas: object; asyncapi: object });
    compare(pact: { interactions: unknown[] }): AsyncIterable<Result>;
  }
}
