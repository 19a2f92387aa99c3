/** Milliseconds as people read them: `3 s`, `4 min`, `2 h`, `5 d`. */
export function duration(ms: number): string {
  const s = Math.abs(ms) / 1_000;
  if (s < 1) return `${Math.round(Math.abs(ms))} ms`;
  if (s < 10) return `${Math.round(s * 10) / 10} s`;
  if (s < 120) return `${Math.round(s)} s`;
  if (s < 7_200) return `${Math.round(s / 60)} min`;
  if (s < 172_800) return `${Math.round(s / 3_600)} h`;
  return `${Math.round(s / 86_400)} d`;
}

/** A moment beside now: `4 min ago`, `in 30 s`. */
export function beside(at: string, now: number): string {
  const ms = Date.parse(at) - now;
  if (Math.abs(ms) < 1_000) return 'now';
  return ms < 0 ? `${whole(ms)} ago` : `in ${whole(ms)}`;
}

/** A moment that was to come, beside now: what is due is `now`, until it happens. */
export const due = (at: string, now: number): string => (Date.parse(at) < now ? 'now' : beside(at, now));

/** Seconds without fractions: they change every second. */
const whole = (ms: number): string => duration(Math.round(Math.abs(ms) / 1_000) * 1_000);

/** A moment in the reader's own time zone, to the second. */
export const moment = (at: string): string =>
  new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

export const number = (count: number): string => count.toLocaleString('en');

/** `1 message`, `2 messages`, `no messages`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count === 0 ? 'no' : number(count)} ${count === 1 ? noun : plural}`;

/** `1 process is`, `2 processes are`. */
export const are = (count: number): string => (count === 1 ? 'is' : 'are');

/** The sentence with a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
