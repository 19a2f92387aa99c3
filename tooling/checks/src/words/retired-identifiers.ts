/** A name that the code no longer uses. */
export interface RetiredIdentifier {
  /** Found in any case and as a part of a longer name: `Stage` in `EmailStage`, `stageOf` and `email-stage.ts`. */
  name: string;
  /** The name that replaced it. */
  use: string;
  /** Found only as an entire identifier, in this case: other names contain it rightly. */
  isWhole?: true;
}

/** Every name that must not come back. */
export const RETIRED: RetiredIdentifier[] = [
  { name: 'Stage', use: 'TestEnvironment' },
  { name: 'Actor', use: 'ServiceUnderTest', isWhole: true },
  { name: 'Understudy', use: 'StubbedApi' },
  { name: 'Understudies', use: 'StubbedProviders' },
  { name: 'Neighbour', use: 'StubbedProvider', isWhole: true },
  { name: 'backstage', use: 'infrastructure' },
  { name: 'Places', use: 'StatePaths', isWhole: true },
  { name: 'Overlay', use: 'Fault' },
  { name: 'Overlays', use: 'faults' },
  { name: 'laid', use: 'inject' },
  { name: 'suffer', use: 'inject' },
  { name: 'breaksOf', use: 'requestMutations' },
  { name: 'Exercise', use: 'InteractionCoverage' },
  { name: 'exerciseIn', use: 'interactionCoverage' },
  { name: 'taskIn', use: 'specRunOptions' },
  { name: 'Visitors', use: 'Traffic' },
  { name: 'arrivals', use: 'received' },
  { name: 'startChild', use: 'ChildProcess.startNode' },
  { name: 'Verdict', use: 'Decision', isWhole: true },
  { name: 'verdictOn', use: 'verificationOf', isWhole: true },
  { name: 'worstOf', use: 'worstAnswer', isWhole: true },
  { name: 'hindrance', use: 'reasonNotToRecord', isWhole: true },
  { name: 'branchIn', use: 'currentBranch', isWhole: true },
  { name: 'brokerIn', use: 'brokerFromEnv', isWhole: true },
  { name: 'Misuse', use: 'UsageError', isWhole: true },
  { name: 'variableOf', use: 'serviceVariable' },
  { name: 'Sabotage', use: 'CarelessChange' },
  { name: 'Sabotages', use: 'CARELESS_CHANGES' },
  { name: 'PACTS_SCRATCH', use: 'TestRun.pactsFolder' },
  { name: 'PACTS_PARTLY', use: 'TestRun.isPartial' },
  { name: 'STUBS_EXERCISED', use: 'TestRun.coverageFile' },
  { name: 'Players', use: 'Registry' },
  { name: 'Ensemble', use: 'MessagingFixture' },
  { name: 'Mortal', use: 'CrashingConsumer' },
  { name: 'Handling', use: 'HandlerRunner' },
  { name: 'Gate', use: 'Semaphore', isWhole: true },
  { name: 'Surroundings', use: 'RuntimeOptions' },
  { name: 'OnTrouble', use: 'OnError' },
  { name: 'wayTo', use: 'dispatcherFor' },
  { name: 'isClash', use: 'isTransactionConflict' },
  { name: 'Run', use: 'EffectContext', isWhole: true },
  { name: 'Cast', use: 'ServiceGroup', isWhole: true },
  { name: 'Face', use: 'ServiceDescriptor', isWhole: true },
  { name: 'Ground', use: 'EngineFixture', isWhole: true },
];
