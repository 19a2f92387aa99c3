import { runCommand, wholeNumber } from '#tooling/platform';
import type { EngineName } from './engine.js';

const ENGINES: EngineName[] = ['postgres', 'rabbitmq'];
const MOST_SEEDS = 1_000_000;
/** A day. */
const LONGEST_MINUTES = 1_440;
/** What a random run understands, and nothing else does. */
const OF_RANDOM = ['seed', 'minutes', 'engine', 'split'];

await runCommand(
  {
    name: 'npm run chaos',
    about:
      'Breaks a whole platform under load, one fault after the other, and judges it by its databases alone after each. With\n' +
      '--random, a seed decides what breaks and when.',
    options: {
      only: {
        value: 'TEXT',
        about: 'runs the faults, or with --broken the builds, whose names contain this; may be repeated',
        multiple: true,
      },
      list: { about: 'prints the faults', excludes: ['only', 'broken', 'random', 'plan'] },
      broken: {
        about: 'breaks the messaging core in each known way instead, and tells which the faults reveal',
        excludes: ['random', 'plan'],
      },
      random: { about: 'breaks parts at random under load', excludes: ['only'] },
      seed: { value: 'N', about: 'the seed of a random run; by default a random one', needs: 'random' },
      minutes: { value: 'M', about: 'how long a random run lasts', default: '2', needs: 'random' },
      engine: {
        value: 'ENGINE',
        about: 'what carries the events',
        default: 'postgres',
        oneOf: () => ENGINES,
        needs: 'random',
      },
      split: { about: 'gives each service a process of its own in a random run', needs: 'random' },
      plan: {
        value: 'FILE',
        about: 'runs a plan that was printed before',
        exists: 'file',
        excludes: ['only', 'random', ...OF_RANDOM],
      },
      shrink: { about: 'looks for the smallest part of --plan that still fails', needs: 'plan' },
    },
  },
  async ({ only, list, broken, random, seed, minutes, engine, split, plan: file, shrink: isShrunk }) => {
    const known = seed === undefined ? undefined : wholeNumber('--seed', seed, 1);
    const duration = wholeNumber('--minutes', minutes, 1, LONGEST_MINUTES);
    const { newPlan, readPlan, run, shrink } = await import('./commands.js');
    if (file !== undefined) {
      const plan = await readPlan(file);
      return isShrunk ? shrink(plan) : run(plan);
    }
    if (random)
      return run(
        await newPlan({
          seed: known ?? Math.floor(Math.random() * MOST_SEEDS),
          minutes: duration,
          engine: engine as EngineName,
          isSplit: split,
        }),
      );
    const { listFaults, runBroken, runFaults } = await import('./suite.js');
    if (list) return listFaults();
    return broken ? runBroken(engine as EngineName, only) : runFaults(engine as EngineName, only);
  },
);
