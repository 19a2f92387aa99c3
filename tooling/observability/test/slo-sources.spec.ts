import { describe, expect, it } from '@jest/globals';
import { resolve } from 'node:path';
import { parsePromQl } from '../src/promql.js';
import { rulesOf } from '../src/rules.js';
import { slosOf } from '../src/artefacts.js';
import type { Slo } from '../src/slo.js';

const slos = slosOf(resolve('.'));
const share: Slo = {
  name: 'mail-in-time',
  title: 'Mails',
  description: 'Mails are sent in time.',
  alert: 'MailsLate',
  severity: 'page',
  event: 'mails',
  unit: 'mails',
  reason: { text: 'unknown' },
  serviceLabel: 'step_service',
  target: 0.99,
  indicator: {
    kind: 'share',
    part: 'flow_steps_total{outcome="in_time"}',
    partIs: 'good',
    total: 'flow_steps_total',
  },
};
const recorded = (slo: Slo) => rulesOf([slo]).groups[0]!.rules.map(({ expr }) => expr);

describe('an objective whose metric another service exports', () => {
  it('is about the service that the label names, so that the alert names it', () => {
    const rate = (labels: string) =>
      `sum by (service) (label_replace(rate(flow_steps_total${labels}[5m]), "service", "$1", "step_service", "(.+)"))`;
    expect(recorded(share)[0]).toBe(`(${rate('')} - ${rate('{outcome="in_time"}')}) / (${rate('')} > 0)`);
  });

  it('is a level of that service, too', () => {
    const level: Slo = {
      ...share,
      serviceLabel: 'queue',
      indicator: { kind: 'level', value: 'queue_oldest_age_seconds', atMost: 10 },
    };
    const aboveLevel =
      'max by (service) (label_replace(queue_oldest_age_seconds, "service", "$1", "queue", "(.+)")) >';
    expect(recorded(level)[0]).toBe(`avg_over_time((${aboveLevel} bool 10)[5m:15s])`);
    expect(rulesOf([level]).groups[2]!.rules[0]!.expr).toBe(`${aboveLevel} 10`);
  });
});

describe('the objectives', () => {
  it('count steps by their deadline: a reaction that never happens is bad, and no good one is missing in the total', () => {
    const ofSteps = slos.filter(
      ({ indicator }) => indicator.kind === 'share' && indicator.part.startsWith('flow_'),
    );
    expect(ofSteps.length).toBeGreaterThan(0);
    for (const { indicator } of ofSteps) {
      if (indicator.kind !== 'share') continue;
      const [part, total] = [indicator.part, indicator.total].map(
        (expr) => parsePromQl(expr).selectors[0]!.matchers,
      );
      expect(total).toContainEqual({ label: '__name__', op: '=', value: 'flow_steps_total' });
      const scope = (matchers = part) => matchers!.filter(({ label }) => ['flow', 'step'].includes(label));
      expect(scope(part)).toEqual(scope(total));
    }
  });
});
