/** Why a message is given up. */
export const REASONS = ['malformed', 'forged', 'no-handler', 'refused', 'exhausted', 'crashed'] as const;
export type Reason = (typeof REASONS)[number];

/** One failed attempt. */
export interface Failure {
  /** ISO 8601. */
  at: string;
  error: string;
  message: string;
}

/** A message with its history, for the retry table or for the hospital. */
export interface Patient {
  id: string;
  kind: 'event' | 'effect';
  type: string;
  attributes: Record<string, unknown>;
  body: Buffer;
  attempts: number;
  errors: Failure[];
}

/** Why a patient is admitted to the hospital. */
export interface Diagnosis {
  reason: Reason;
  /** The error of the last attempt: its class, its message and its stack. */
  name: string;
  message: string;
  stack: string | null;
}
