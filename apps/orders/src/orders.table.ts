import { State } from './order-state.js';
import { HAPPENINGS, transitions } from './transitions.js';

const NEVER = '–';
const SAME = '·';

/** For docs/orders.md: the state that follows from each state, a row for each happening. */
export const orderStates = {
  page: 'docs/orders.md',
  section: 'states',
  head: ['', ...State.options.map((state) => `\`${state}\``)],
  rows: (): string[][] => {
    const table = transitions();
    return HAPPENINGS.map((happening) => [
      `\`${happening}\``,
      ...State.options.map((state) => cellOf(state, table.get(state)?.get(happening))),
    ]);
  },
};

const cellOf = (state: State, next: State | undefined): string =>
  next === state ? SAME : next ? `\`${next}\`` : NEVER;
