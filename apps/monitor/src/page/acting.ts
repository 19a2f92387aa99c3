import { counted } from './format.js';

/** What a service has done. */
export interface ActResult {
  done: number;
  skipped: { id: string; because: string }[];
  mayBeMore: boolean;
  /** Leads to the messages that follow: a service acts for some time only. */
  next?: object | null;
}

/**
 * Acts until every message had its turn.
 * @param act acts once more. @param tell is told what was done so far
 */
export async function actOnAll(
  act: (more: { next?: object }) => Promise<ActResult>,
  tell: (soFar: ActResult) => void,
): Promise<ActResult> {
  let result = await act({});
  while (result.next) {
    tell(result);
    const more = await act({ next: result.next });
    result = { ...more, done: result.done + more.done, skipped: [...result.skipped, ...more.skipped] };
  }
  return result;
}

/** What became of an act. What is gone was there when the act began, and had its turn in it. */
export function newsOf(service: string, { done, skipped, mayBeMore }: ActResult): string {
  const refused = skipped.map(({ because }) => because).filter((because) => because !== 'gone');
  const gone = skipped.length - refused.length;
  return [
    `${counted(done, 'message')} in ${service}.`,
    ...(gone ? [`${counted(gone, 'message')} needed it no longer.`] : []),
    ...(refused.length
      ? [`${counted(refused.length, 'message')} skipped: ${[...new Set(refused)].join(', ')}.`]
      : []),
    ...(mayBeMore ? ['There may be more: act again.'] : []),
  ].join(' ');
}
