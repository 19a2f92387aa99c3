import { token } from './session.js';

/**
 * Reads the monitor's server-sent events, with the token that an EventSource could not send.
 * @param hear called at each event: something that can be counted has changed
 * @param signal ends the reading
 * @returns when the stream has ended. @throws Error when it cannot be read
 */
export async function listen(hear: () => void, signal: AbortSignal): Promise<void> {
  const headers = { accept: 'text/event-stream', authorization: `Bearer ${token()}` };
  const { ok, status, body } = await fetch('live', { headers, signal });
  if (!ok || !body) throw new Error(`the stream answers with status ${status}`);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    if (/^data:/m.test(value)) hear();
  }
}
