import { describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { NoSuchResource } from '../src/common-problems.js';
import { showLinkPage } from '../src/link-page.js';

describe('the page of a link in a mail', () => {
  it('leads from a refusal to the page of its problem', async () => {
    const server = fastify();
    server.get('/', (_request, reply) =>
      showLinkPage(reply, Promise.reject(NoSuchResource.refusal('It is gone.')), ({ message }) => ({
        title: 'Gone',
        content: message,
      })),
    );
    const { statusCode, headers, body } = await server.inject({ url: '/', headers: { accept: 'text/html' } });
    expect({ statusCode, body }).toEqual({ statusCode: 404, body: expect.stringContaining('It is gone.') });
    expect(headers.link).toBe('</problems/not-found>; rel="help"');
  });
});
