/** Where a pass finds the files that an earlier one has changed. */
const CHANGED = 'GENERATED_BEFORE';

/** The environment of the pass that follows one which has changed these files. */
export const afterPass = (env: NodeJS.ProcessEnv, changed: string[]): NodeJS.ProcessEnv => ({
  ...env,
  [CHANGED]: changed.join('\n'),
});

/** The files that this pass and the one before it have changed, each once. */
export const changedBefore = (env: NodeJS.ProcessEnv, changed: { file: string }[]): string[] => [
  ...new Set([...(env[CHANGED]?.split('\n') ?? []), ...changed.map(({ file }) => file)]),
];
