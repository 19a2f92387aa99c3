import { describe, expect, it } from '@jest/globals';
import { databaseUrl } from '../src/index.js';

describe('the URL of another database on a server', () => {
  it('has the host of the server, and the role that is given', () => {
    const role = { name: 'names', password: 'p@:/' };
    expect(databaseUrl('postgres://owner:secret@host:5433/postgres', 'names', role)).toBe(
      'postgres://names:p%40%3A%2F@host:5433/names',
    );
    expect(databaseUrl('postgresql://owner@host', 'names')).toBe('postgresql://owner@host/names');
  });

  it.each(['secret', 'amqp://owner:secret@host/'])('is none of %s, which no message shows', (url) => {
    const work = () => databaseUrl(url, 'names');
    expect(work).toThrow('must be one of PostgreSQL: postgres://owner:password@host:port/postgres');
    expect(work).not.toThrow('secret');
  });
});
