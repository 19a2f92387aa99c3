import { FAULTS } from '#tooling/faults';
import { launcherCommand, RunningPlatform } from '#tooling/launcher';
import { displayPath, UsageError, UserError } from '#tooling/platform';
import { Drill, type Outcome } from './drill.js';
import { faultsText, outcomeText } from './report.js';
import { withScene } from './scene.js';

const ALL = 'all';

await launcherCommand(
  {
    name: 'npm run drill',
    about: `Turns a fault on in the platform that runs, drives a little traffic, waits for the alert and for what the monitor says,
turns it off, and waits until all is well again. It starts a platform of its own when none runs on the data folder, and a
Prometheus whose rules have shorter windows. Fails if a fault was not announced, or did not end.`,
    args: [
      {
        name: 'FAULT',
        about: 'the faults to drill, one after the other',
        repeated: true,
        optional: true,
        oneOf: () => [...FAULTS.map(({ name }) => name), ALL],
      },
    ],
    options: {
      list: { about: 'prints every fault, and which are on', excludes: ['off'] },
      off: { about: 'turns off every fault that is on, or those that are named' },
      output: { value: 'FORMAT', about: 'text or json', default: 'text', oneOf: () => ['text', 'json'] },
    },
    createsState: true,
  },
  async (paths, { list, off, output }, names) => {
    const print = (body: object, text: string) =>
      console.log(output === 'json' ? JSON.stringify(body, null, 2) : text);
    const isNamed = ({ name }: { name: string }) => names.includes(ALL) || names.includes(name);
    if (list || off) {
      const running = await RunningPlatform.find(paths);
      if (off && !running)
        throw new UserError(`Nothing runs on ${displayPath(paths.data)}, so no fault is on there.`);
      const faults = (await running?.faults()) ?? FAULTS.map((fault) => ({ ...fault, since: null }));
      if (list) return print(faults, faultsText(faults));
      for (const fault of faults.filter((one) => one.since && (!names.length || isNamed(one)))) {
        await running!.turn(fault.name, 'off');
        console.log(`${fault.name} is off`);
      }
      return;
    }
    if (!names.length) throw new UsageError('FAULT is missing: name one, or `all`; --list shows them.');
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
    const outcomes: Outcome[] = [];
    await withScene(
      process.cwd(),
      paths,
      (line) => console.error(line),
      async (scene) => {
        for (const fault of FAULTS.filter(isNamed)) {
          const outcome = await new Drill(fault, scene).run();
          outcomes.push(outcome);
          if (output === 'text') console.log(outcomeText(outcome));
        }
      },
    );
    const held = outcomes.filter((outcome) => outcome.held).length;
    print(outcomes, `drills: ${held} of ${outcomes.length} held`);
    return held === outcomes.length ? 0 : 1;
  },
);
