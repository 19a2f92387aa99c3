/*
 * One side of a contender, in a process of its own. The arguments are its file, and `publish` or `consume`; its servers are in the
 * environment. It says when it is ready, and ends with the channel to its parent.
 */
import type { Contender } from './contender.js';

const [, , file = '', role = ''] = process.argv;
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
const contender = (await import(file)) as Required<Contender>;
const url = await contender[role as 'publish' | 'consume'](JSON.parse(process.env.SERVERS!));
process.send!({ url: url ?? '' });
