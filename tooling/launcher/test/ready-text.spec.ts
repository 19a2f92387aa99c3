import { expect, it } from '@jest/globals';
import { readyText } from '../src/ready-text.js';

const services = ['loyalty', 'loyalty', 'email'].map((name) => ({ name }));

it('counts the services that the monitor counts, whatever replicas they have, and names the others', () => {
  expect(readyText(services)).toBe('2 services are ready');
  expect(readyText([...services, { name: 'gateway', isStateless: true }])).toBe(
    '2 services and the gateway are ready',
  );
});
