import { describe, expect, it } from '@jest/globals';
import { rabbitmqUrl, rabbitmqUrlFor } from '../src/engines/rabbitmq-url.js';

describe('the URL of RabbitMQ', () => {
  it.each([
    ['amqp://a:b@host:5672/v', 'http://host:15672'],
    ['amqps://a:b@host/v', 'https://host:15671'],
    ['amqp://a:b@host/v?management=http%3A%2F%2Fother%3A80', 'http://other:80'],
  ])('%s has its management API at %s', (href, management) => {
    expect(rabbitmqUrl(href)).toEqual({ href, user: 'a', password: 'b', vhost: 'v', management });
  });

  it('has the defaults of RabbitMQ, and the virtual host that is given', () => {
    expect(rabbitmqUrl('amqp://host', 'troupe')).toMatchObject({
      user: 'guest',
      password: 'guest',
      vhost: 'troupe',
    });
  });

  it('keeps every character of a name and a password', () => {
    const url = rabbitmqUrlFor('amqp://host:1?management=http://m', 'a/b', 'p@:?', '/v');
    expect(rabbitmqUrl(url)).toMatchObject({
      user: 'a/b',
      password: 'p@:?',
      vhost: '/v',
      management: 'http://m',
    });
  });
});
