/** What runs, or ran, of a service in an environment: never changed once it is recorded. */
export interface Release {
  service: string;
  environment: string;
  /** Counted for each service and environment: 42 is shown as v42. */
  number: number;
  /** The commit. */
  revision: string;
  /** The image, by its digest. */
  image: string;
  /** Its settings that are no secrets. */
  settings: Record<string, string>;
  /** The names of its settings that are. */
  secrets: string[];
  /** The hash of each contract that it has at this commit, by its other side. */
  contracts: Record<string, string>;
  /** The migrations that its build knows, as `set/migration`. */
  migrations: string[];
  /** The release whose image, settings and contracts it has again. */
  bringsBack?: number;
  /** ISO 8601. */
  at: string;
}

/** How the deployment of a release has ended. */
export interface Ending {
  /** `live`: it got all traffic. `withdrawn`: it was judged to be worse. `failed`: a step failed. */
  outcome: 'live' | 'withdrawn' | 'failed';
  /** Why, in one sentence. */
  because: string;
  /** ISO 8601. */
  at: string;
}

/** A release, and how its deployment has ended; it has none while that goes on, or when it was interrupted. */
export interface RecordedRelease extends Release {
  ending?: Ending;
}

/** `v42` */
export const nameOf = (number: number): string => `v${number}`;

/** The release that runs: the last one that went live. */
export const liveOf = (releases: readonly RecordedRelease[]): RecordedRelease | undefined =>
  releases.findLast(({ ending }) => ending?.outcome === 'live');

/**
 * The release to bring back.
 * @param wanted its number; the one that was live before the one that is, unless given
 */
export function earlierOf(
  releases: readonly RecordedRelease[],
  wanted: number | undefined,
): RecordedRelease | undefined {
  const wentLive = releases.filter(({ ending }) => ending?.outcome === 'live');
  const live = wentLive.at(-1);
  // What was brought back is the release that it brings back: going back twice goes further back.
  const origin = (release: RecordedRelease) => release.bringsBack ?? release.number;
  if (wanted !== undefined) return wentLive.find(({ number }) => number === wanted);
  return wentLive.findLast(({ number, bringsBack }) => !bringsBack && live && number < origin(live));
}
