import { z } from 'zod';

/** Kinds of schemas that let values through without saying what is in them. */
const LOOSE = ['any', 'unknown', 'record', 'map', 'custom'];

/**
 * The places where a schema lets through what it does not declare, such as `(body).extra`: a service could read there what no
 * pact demands.
 */
export function looseIn(schema: z.ZodType): string[] {
  const places: string[] = [];
  z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, path }) => {
      if (isLoose(zodSchema)) places.push(placeOf(path));
    },
  });
  return [...new Set(places)];
}

function isLoose({ _zod: { def } }: z.core.$ZodTypes): boolean {
  if (def.type === 'object') return !!def.catchall && def.catchall._zod.def.type !== 'never';
  return LOOSE.includes(def.type);
}

/** A path in JSON Schema (`properties`, `name`, `items`, …) as a place in a value. */
function placeOf(path: (string | number)[]): string {
  const fields = path.flatMap((part, at) => {
    if (path[at - 1] === 'properties') return [`.${part}`];
    return part === 'items' ? ['[]'] : [];
  });
  return fields.join('').replace(/^\./, '') || 'the whole';
}
