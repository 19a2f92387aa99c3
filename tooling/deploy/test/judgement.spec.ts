import { describe, expect, it } from '@jest/globals';
import { type Figures, figuresIn, since, stepsIn } from '../src/figures.js';
import { judge, type Observation } from '../src/judgement.js';

const figures = (more: Partial<Figures> = {}): Figures => ({
  requests: 100,
  failures: 0,
  refusals: 0,
  durations: [
    [0.01, 90],
    [0.1, 100],
    [Infinity, 100],
  ],
  handled: 100,
  unhandled: 0,
  ...more,
});
const WELL = { judged: 100, missing: 0 };
const judgement = (more: Partial<Observation>) =>
  judge({ old: figures(), canary: figures(), steps: WELL, stepsBefore: WELL, ...more }, { requests: 50 });

describe('a canary', () => {
  it('is good when it is no worse', () =>
    expect(judgement({})).toEqual({
      is: 'good',
      because: 'no worse than the release before it in 100 requests and 100 events',
    }));

  it.each([
    [
      'fails more requests',
      { canary: figures({ failures: 3 }) },
      '3.0 % of its 100 requests failed, and 0.0 % of 100',
    ],
    [
      'refuses more requests',
      { canary: figures({ refusals: 20 }) },
      '20.0 % of its 100 requests were refused (4xx), and 0.0 % of 100',
    ],
    [
      'fails more events',
      { canary: figures({ unhandled: 10 }) },
      '10.0 % of its 100 attempts to handle an event',
    ],
    [
      'leaves out steps',
      { steps: { judged: 50, missing: 5 } },
      '10.0 % of 50 steps of business processes are missing',
    ],
    [
      'is slower',
      {
        canary: figures({
          durations: [
            [0.1, 50],
            [0.5, 100],
            [Infinity, 100],
          ],
        }),
      },
      '95 % of its requests take up to 500 ms, and 100 ms before it',
    ],
  ])('is bad when it %s', (_what, more, because) =>
    expect(judgement(more as Partial<Observation>)).toEqual({
      is: 'bad',
      because: expect.stringContaining(because),
    }),
  );

  it.each([
    [
      'fails by chance',
      { canary: figures({ failures: 2, unhandled: 2 }), steps: { judged: 50, missing: 2 } },
    ],
    ['is asked what it refuses', { canary: figures({ refusals: 5 }) }],
    ['fails as the old one does', { old: figures({ failures: 10 }), canary: figures({ failures: 15 }) }],
    [
      'leaves out what was left out before',
      { stepsBefore: { judged: 100, missing: 10 }, steps: { judged: 50, missing: 6 } },
    ],
    [
      'is slower by what nobody notices',
      {
        canary: figures({
          durations: [
            [0.1, 90],
            [0.14, 100],
            [Infinity, 100],
          ],
        }),
      },
    ],
    [
      'is slower in a few requests',
      {
        canary: figures({
          durations: [
            [0.1, 9],
            [0.5, 99],
            [Infinity, 99],
          ],
        }),
      },
    ],
  ])('is good when it %s', (_what, more) => expect(judgement(more as Partial<Observation>).is).toBe('good'));

  it('is not judged before it has handled an event, when the old release handles many', () =>
    expect(judgement({ canary: figures({ handled: 0 }) })).toEqual({
      is: 'undecided',
      because: 'it has handled no event, and the release before it 100',
    }));

  it('is not judged by too little traffic', () =>
    expect(judgement({ canary: figures({ requests: 20, handled: 20, durations: [] }) })).toEqual({
      is: 'undecided',
      because: 'it has had 20 requests and 20 events, and needs 50 to be judged',
    }));
});

const TEXT = `# TYPE http_server_requests counter
http_server_requests_total{method="GET",http_route="/things/{id}",status="2xx"} 7 # {trace_id="a"} 1
http_server_requests_total{method="POST",http_route="/things",status="5xx"} 2
http_server_requests_total{method="GET",http_route="/health/ready",status="5xx"} 50
http_server_request_duration_seconds_bucket{http_route="/things",le="0.1"} 4 # {trace_id="b"} 0.05 1.5
http_server_request_duration_seconds_bucket{http_route="/things/{id}",le="0.1"} 3
http_server_request_duration_seconds_bucket{http_route="/things",le="+Inf"} 9
messaging_processed_total{event="a.b.v1",outcome="done"} 20
messaging_processed_total{event="a.b.v1",outcome="retry"} 3
flow_steps_total{flow="f",step="s",step_service="desk",owner="o",outcome="in_time"} 5
flow_steps_total{flow="f",step="s",step_service="desk",owner="o",outcome="missing"} 1
flow_steps_total{flow="f",step="t",step_service="depot",owner="o",outcome="missing"} 9
`;

describe('figures', () => {
  it('are read from OpenMetrics, without probes', () =>
    expect(figuresIn(TEXT)).toEqual({
      requests: 9,
      failures: 2,
      refusals: 0,
      durations: [
        [0.1, 7],
        [Infinity, 9],
      ],
      handled: 23,
      unhandled: 3,
    }));

  it('of steps are those of one service', () =>
    expect(stepsIn(TEXT, 'desk')).toEqual({ judged: 6, missing: 1 }));

  it('are counted between two looks', () => {
    const after = figuresIn(TEXT);
    expect(since(after, after)).toMatchObject({ requests: 0, failures: 0, handled: 0, unhandled: 0 });
    expect(since(undefined, after)).toEqual(after);
  });
});
