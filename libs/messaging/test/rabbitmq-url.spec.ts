import { describe, expect, it } from '@jest/globals';
import { addressOf, rabbitmqUrl, rabbitmqUrlFor } from '../src/engines/rabbitmq-url.js';

describe('the URL of RabbitMQ', () => {
  it.each([
    ['amqp://a:b@host:5672/v', 'http://host:15672'],
    ['amqps://a:b@host/v', 'https://host:15671'],
    ['amqp://a:b@host/v?management=http%3A%2F%2Fother%3A80', 'http://other:80'],
  ])('%s has its management API at %s', (href, management) => {
    const hosts = [expect.stringMatching(/^host:567[12]$/)];
    const managements = [management];
    expect(rabbitmqUrl(href)).toEqual({ href, user: 'a', password: 'b', vhost: 'v', hosts, managements });
  });

  it('names every node of a cluster, and the client tries another one first each time', () => {
    const url = rabbitmqUrl('amqp://a:b@one/v?host=two:1&host=three');
    expect(url.hosts).toEqual(['one:5672', 'two:1', 'three:5672']);
    expect(url.managements).toEqual(['http://one:15672', 'http://two:15672', 'http://three:15672']);
    expect(addressOf(url, 4)).toMatchObject({ hosts: ['two:1', 'three:5672', 'one:5672'] });
    expect(addressOf(rabbitmqUrl('amqps://host/v'))).toMatchObject({
      hostname: 'host',
      port: '5671',
      tls: true,
    });
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
      managements: ['http://m'],
    });
  });
});
