import type { Annotations } from './annotations.js';

export type Severity = 'page' | 'ticket';

/** A recording rule of Prometheus. */
export interface Recording {
  record: string;
  expr: string;
  labels?: Record<string, string>;
}

/** An alert rule of Prometheus. */
export interface Alert {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: Severity; slo?: string };
  annotations: Annotations;
}

/** A rule file of Prometheus. */
export interface RuleFile {
  groups: { name: string; interval?: string; rules: (Recording | Alert)[] }[];
}

/** Every alert of a rule file. */
export const alertsIn = ({ groups }: RuleFile): Alert[] =>
  groups.flatMap(({ rules }) => rules.filter((rule): rule is Alert => 'alert' in rule));
