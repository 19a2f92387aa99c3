import { liveOf, nameOf, type RecordedRelease } from './release.js';

/** What `npm run releases` prints: one line for each release. */
export function historyText(releases: readonly RecordedRelease[]): string {
  const live = liveOf(releases)?.number;
  return releases
    .map((one) => {
      const { number, revision, at, bringsBack, ending } = one;
      const state = ending?.outcome ?? 'not ended';
      const origin = bringsBack ? `  brings ${nameOf(bringsBack)} back` : '';
      const why = ending && ending.outcome !== 'live' ? `  ${ending.because}` : '';
      return `${nameOf(number).padEnd(5)} ${(state === 'live' && number !== live ? 'replaced' : state).padEnd(10)} ${revision.slice(0, 12)}  ${at}${origin}${why}`;
    })
    .join('\n');
}
