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
