/** The open circuit of a peer, as an error of a call tells it. */
export interface OpenCircuit {
  /** The neighbour or third party. */
  readonly peer: string;
  /** Whether the peer was called, and failed again. Without a call, nothing was attempted. */
  readonly wasCalled: boolean;
}

/** What an error, or one of its causes, tells of an open circuit: any error may have it as its `openCircuit`. */
export function openCircuitOf(error: unknown): OpenCircuit | undefined {
  if (!(error instanceof Error)) return undefined;
  return (error as { openCircuit?: OpenCircuit }).openCircuit ?? openCircuitOf(error.cause);
}
