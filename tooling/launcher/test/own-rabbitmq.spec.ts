import { UserError } from '#tooling/platform';
import { describe, expect, it } from '@jest/globals';
import { interrupted } from '../src/own-rabbitmq.js';

describe('a RabbitMQ that ends while its queues are made', () => {
  it('leads to another start', () => {
    const away = Object.assign(new Error('RabbitMQ does not answer'), { name: 'RabbitmqAway' });
    const told = interrupted(away, '/data/rabbitmq/log') as UserError;
    expect(told).toBeInstanceOf(UserError);
    expect(told.message).toMatch(/^RabbitMQ has ended .*\/data\/rabbitmq\/log.* run `npm start` again\.$/);
  });

  it('is not blamed for another failure', () => {
    const other = new Error('a defect');
    expect(interrupted(other, 'log')).toBe(other);
  });
});
