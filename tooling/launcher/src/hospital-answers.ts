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
}

/** Instants travel as text. */
export type Json<T> = { [Key in keyof T]: T[Key] extends Date ? string : T[Key] };
export type Groups = Answered<Json<PatientGroup>[]>[];
export type Patients = Answered<Json<PatientSummary>[]>[];
export type Waiting = Answered<Json<WaitingSummary>[]>[];
export type Acts = Answered<Json<RecordedAct>[]>[];
export type Shown = Answered<Omit<MessageHistory, 'acts'> & { acts: Json<RecordedAct>[] }>[];
