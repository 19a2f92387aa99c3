// Written by npm run generate, from contracts/flows.
import { flowPact } from './flow-pact.js';

flowPact('names-ranking', { 'top10.changed.v1': { scope: 'all' } });
