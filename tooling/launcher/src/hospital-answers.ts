import type {
  MessageHistory,
  PatientGroup,
  PatientSummary,
  RecordedAct,
  WaitingSummary,
} from '#libs/messaging';
import type { Answered } from './hospital-client.js';

/** What a service has done. */
export interface ActResult {
  done: number;
  skipped: { kind: string; id: string; because: string }[];
  mayBeMore: boolean;
  /** Leads to the patients that follow; older services do not tell it. */
  next?: object | null;
}

/** An event that was given up, and the one that took its place. */
export interface EditResult {
  id: string;
  replacedBy: string;
}

/** Instants travel as text. */
export type Json<T> = { [Key in keyof T]: T[Key] extends Date ? string : T[Key] };
/** An older service tells neither the last error nor how many messages have notes. */
export type Groups = Answered<(Omit<Json<PatientGroup>, Newer> & Partial<Pick<PatientGroup, Newer>>)[]>[];
type Newer = 'message' | 'noted';
export type Patients = Answered<Json<PatientSummary>[]>[];
export type Waiting = Answered<Json<WaitingSummary>[]>[];
export type Acts = Answered<Json<RecordedAct>[]>[];
/** An older service does not tell what a message breaks. */
export type Shown = Answered<
  Omit<MessageHistory, 'acts' | 'breaks'> & {
    acts: Json<RecordedAct>[];
    breaks?: MessageHistory['breaks'];
  }
>[];
