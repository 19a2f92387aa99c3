import { type ProblemType, problemTypes } from '#libs/messaging';
import { ENDS, problemResponse } from '#libs/service';
import type { HttpOperation } from './document.js';

type Response = HttpOperation['responses'][string];

/** The operation, which may answer with more problems. */
export function withProblems(operation: HttpOperation, more: readonly ProblemType[]): HttpOperation {
  const byStatus = Map.groupBy(more, ({ status }) => status);
  const responses = [...byStatus].map(([status, types]) => [
    status,
    together(operation.responses[status], types, status, operation['x-ends'] ? ENDS : {}),
  ]);
  return { ...operation, responses: { ...operation.responses, ...Object.fromEntries(responses) } };
}

function together(told: Response = {}, more: ProblemType[], status: number, ends: object): Response {
  const { content = {}, description } = told;
  const own = problemsIn(told);
  const all = problemResponse([...new Set([...own, ...more])], status, 'text/html' in content);
  const bodies = Object.entries(all.content).map(([type, body]) => [type, { ...content[type], ...body }]);
  return {
    ...told,
    description: [own.length ? [] : (description ?? []), all.description].flat().join('\n\n'),
    headers: { ...all.headers, ...told.headers, ...ends },
    content: { ...content, ...Object.fromEntries(bodies) },
  };
}

/** The problems that a response has, as its schemas name them. */
function problemsIn({ content }: Response): ProblemType[] {
  const text = JSON.stringify(content ?? {});
  return problemTypes().filter(({ type }) => text.includes(`"${type}"`));
}
