import type { Service } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import { publicUrlOf } from '../src/registry.js';

const gateway = { name: 'door', settings: { PUBLIC_API: {} } } as unknown as Service;
const shelf = { name: 'shelf', settings: {} } as unknown as Service;
const urlOf = ({ name }: Service) => `http://${name}`;

describe('people reach', () => {
  it('a service by the gateway, and where there is none, by its own address', () => {
    expect(publicUrlOf(shelf, [shelf, gateway], urlOf)).toBe('http://door/api');
    expect(publicUrlOf(shelf, [shelf], urlOf)).toBe('http://shelf');
  });

  it('the gateway by its own address, under which it lists the API', () => {
    expect(publicUrlOf(gateway, [shelf, gateway], urlOf)).toBe('http://door');
  });
});
