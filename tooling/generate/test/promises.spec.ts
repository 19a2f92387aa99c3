import { readFlows } from '#tooling/flows';
import { promisedSteps } from '#tooling/observability';
import { describe, expect, it } from '@jest/globals';
import { resolve } from 'node:path';

describe('the objectives', () => {
  it('promise every step of a flow that must happen', () => {
    const isPromised = promisedSteps(resolve('.'));
    const steps = readFlows(resolve('.')).flatMap(({ flow, steps }) =>
      Object.entries(steps).map(([step, { optional }]) => ({
        flow,
        step,
        isOptional: optional !== undefined,
      })),
    );
    const required = steps.filter(({ isOptional }) => !isOptional);
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((step) => !isPromised(step))).toEqual([]);
    expect(isPromised({ flow: 'sign-up', step: 'no-such-step' })).toBe(false);
  });
});
