import { text } from 'node:stream/consumers';
import { eraseAgain } from './erase-again.js';

process.exitCode = await eraseAgain(await text(process.stdin), process.env, console);
