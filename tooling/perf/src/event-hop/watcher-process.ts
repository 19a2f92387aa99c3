import { openReplica } from '../benchmark.js';
import { handleSighting, WATCHES, WATCHER } from './watcher.js';

/* A third consumer of the event, in a process of its own; it ends with the channel to its parent. */

const [, , owner = ''] = process.argv;
const replica = openReplica(owner, WATCHER, WATCHES);
await replica.messaging.start(handleSighting);
process.send?.('ready');
process.once('disconnect', () => void replica.stop());
