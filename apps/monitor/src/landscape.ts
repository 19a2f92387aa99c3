// Written by npm run generate, from the services.
import type { Landscape } from './map.js';

/** The services of the platform as their contracts connect them. */
export const LANDSCAPE: Landscape = {
  services: [
    { name: 'monitor', owner: 'operations' },
    { name: 'signup', owner: 'accounts' },
    { name: 'customers', owner: 'accounts' },
    { name: 'passwords', owner: 'accounts' },
    { name: 'email', owner: 'engagement' },
    { name: 'postal', owner: 'engagement' },
    { name: 'loyalty', owner: 'engagement' },
    { name: 'friends', owner: 'engagement' },
    { name: 'gateway', owner: 'operations' },
    { name: 'catalog', owner: 'merchandise' },
    { name: 'orders', owner: 'sales' },
    { name: 'warehouse', owner: 'logistics' },
    { name: 'finance', owner: 'accounts' },
    { name: 'names-intake', owner: 'names' },
    { name: 'names-ranking', owner: 'names' },
    { name: 'names-board', owner: 'names' },
    { name: 'names-stream', owner: 'names' },
  ],
  events: [
    { type: 'customer.changed.v1', from: 'customers', to: ['passwords', 'email', 'friends'] },
    {
      type: 'customer.erased.v1',
      from: 'customers',
      to: ['signup', 'passwords', 'email', 'postal', 'loyalty', 'friends', 'orders', 'finance'],
    },
    { type: 'customer.registered.v2', from: 'customers', to: ['email', 'postal'] },
    { type: 'customer.registered.v1', from: 'customers', to: ['passwords', 'loyalty', 'friends'] },
    { type: 'credential.password-changed.v1', from: 'passwords', to: ['email'] },
    { type: 'credential.reset-requested.v1', from: 'passwords', to: ['email'] },
    { type: 'credential.token-reused.v1', from: 'passwords', to: ['email'] },
    { type: 'email.verified.v1', from: 'email', to: ['customers', 'friends'] },
    { type: 'baby.imported.v1', from: 'names-intake', to: ['names-ranking', 'names-stream'] },
    { type: 'baby.registered.v1', from: 'names-intake', to: ['names-ranking', 'names-stream'] },
    { type: 'top10.changed.v1', from: 'names-ranking', to: ['names-board'] },
  ],
  calls: [
    { from: 'signup', to: 'customers', isOutside: false },
    { from: 'signup', to: 'passwords', isOutside: false },
    { from: 'passwords', to: 'customers', isOutside: false },
    { from: 'email', to: 'smtp', isOutside: true },
    { from: 'email', to: 'passwords', isOutside: false },
    { from: 'postal', to: 'customers', isOutside: false },
    { from: 'postal', to: 'carrier', isOutside: true },
    { from: 'finance', to: 'payment-gateway', isOutside: true },
  ],
};
