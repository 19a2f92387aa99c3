import type {
  MessageHistory,
  PatientGroup,
  PatientSummary,
  QueueState,
  RecordedAct,
  WaitingGroup,
  WaitingSummary,
} from '#libs/messaging';
import type { Asked as AskedService, Build } from '../operator-api.client.js';
import type { Flow as DrawnFlow } from '../flow.js';
import type { Landscape as DrawnLandscape } from '../map.js';
import type { Edge as DrawnEdge } from '../traffic.js';
import type { ProcessView, WholeProcess as DrawnProcess } from '../process-view.js';

// What the monitor answers. Instants travel as text.

type Json<T> = T extends Date
  ? string
  : T extends readonly (infer One)[]
    ? Json<One>[]
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;

export type Process = ProcessView;
export type WholeProcess = DrawnProcess;
/** Where traces and log lines are, if anywhere: what comes before the id of a trace, and before a correlation ID. */
export interface Links {
  traces?: string;
  logs?: string;
}
export type Flow = DrawnFlow;
export type Failing = WholeProcess['failures'][number];
export type Step = Process['steps'][number];
export interface ProcessPage {
  processes: Process[];
  next: string | null;
}
export type Landscape = DrawnLandscape;
export type Edge = DrawnEdge;
export type Queue = Json<QueueState>;
export type Asked<Body> = AskedService<Json<Body>>;
export type Groups = Json<PatientGroup>[];
export type WaitingGroups = Json<WaitingGroup>[];
export type Patient = Json<PatientSummary>;
export type Waiting = Json<WaitingSummary>;
export type Act = Json<RecordedAct>;
export type Message = Json<MessageHistory>;

/** One service in the overview, with its failures or with the reason why they are not known. */
export type ServiceState = { service: string; owner: string | null } & (
  { problem: string } | { groups: Groups; waiting: WaitingGroups }
);
interface Missing {
  flow: string;
  step: string;
  service: string;
  owner: string;
  count: number;
}
export interface Overview {
  at: string;
  processes: { running: number; stuck: number; missing: Missing[] };
  services: ServiceState[];
  /** The services that SERVICE_URLS does not name. */
  notAsked?: string[];
  /** What runs, of the services that answer. */
  builds?: Record<string, Build>;
  queues?: Queue[];
  /** Why the queues are not known. */
  problem?: string;
  /** Where faults are turned on and off, in the embedded run only. */
  faultsUrl?: string;
}
