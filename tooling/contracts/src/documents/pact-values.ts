import { FORM_TYPE } from '#libs/service';
import { type Contents, type Interaction, isHttp, type Pact } from '#tooling/pacts';

/** What the pacts say that fields hold. */
export class PactValues {
  private readonly pacts: { of: string[]; values: Map<string, unknown[]> }[];

  constructor(pacts: Pact[]) {
    this.pacts = pacts.map(({ consumer, provider, interactions }) => {
      const values = new Map<string, unknown[]>();
      for (const content of interactions.flatMap(contentsOf)) collect(content, values);
      return { of: [provider.name, consumer.name], values };
    });
  }

  /** Every value of fields of a name, those in pacts of the service first. */
  named(name: string, service: string): unknown[] {
    const own = this.pacts.filter(({ of }) => of.includes(service));
    const others = this.pacts.filter(({ of }) => !of.includes(service));
    return [...own, ...others].flatMap(({ values }) => values.get(name) ?? []);
  }
}

const contentsOf = (one: Interaction): unknown[] =>
  (isHttp(one) ? [one.request.body, one.response.body] : [one.contents]).map(contentOf);

/** The value of a body; that of a form is an object, too. */
export function contentOf(body: Contents | undefined): unknown {
  if (!body || body.encoded) return undefined;
  const { content, contentType } = body;
  const isForm = contentType.startsWith(FORM_TYPE) && typeof content === 'string';
  return isForm ? Object.fromEntries(new URLSearchParams(content)) : content;
}

function collect(content: unknown, values: Map<string, unknown[]>): void {
  if (typeof content !== 'object' || content === null) return;
  for (const [name, value] of Object.entries(content)) {
    if (!Array.isArray(content)) values.set(name, [...(values.get(name) ?? []), value]);
    collect(value, values);
  }
}
