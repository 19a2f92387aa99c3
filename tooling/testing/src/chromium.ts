import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const PROGRAM = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (program) => !spawnSync(program, ['--version']).error,
);

/** How to install a browser. */
export const GET_CHROMIUM = 'get it by `apt-get install chromium`, or from https://www.chromium.org';

/** Whether this machine has a browser. */
export const hasChromium = PROGRAM !== undefined;

const OPTIONS = [
  '--headless=new',
  '--no-sandbox', // Chromium has none for root
  '--no-first-run',
  '--no-proxy-server',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--remote-debugging-pipe',
];

/** The keys that a test presses, as the protocol writes them. */
const KEYS = {
  Tab: { code: 'Tab', windowsVirtualKeyCode: 9 },
  Enter: { code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  ' ': { code: 'Space', windowsVirtualKeyCode: 32, text: ' ' },
} as const;

type Params = Record<string, unknown>;
/** A message of the browser: the answer to a call, or an event. */
interface BrowserMessage {
  id?: number;
  method?: string;
  params?: Params;
  result?: any;
  error?: { message: string };
}

/** A browser with one page, driven by its DevTools protocol (https://chromedevtools.github.io/devtools-protocol/). */
export class Chromium {
  /** The errors of the page: refused by its policy, thrown or logged by its script, or failed to load. */
  readonly complaints: string[] = [];
  private readonly calls = new Map<number, PromiseWithResolvers<any>>();
  private session: string | undefined;
  private context?: string;
  private called = 0;
  private unread = '';

  private constructor(
    private readonly process: ChildProcess,
    private readonly profile: string,
  ) {
    const output = this.process.stdio[4] as Readable;
    output.setEncoding('utf8').on('data', (text: string) => this.receive(text));
    for (const pipe of [output, this.process.stdio[3]]) pipe?.on('error', () => {}); // they break when the browser ends
  }

  /** Starts a browser. @throws Error when the machine has none: see `hasChromium` */
  static async open(): Promise<Chromium> {
    const profile = await mkdtemp(join(tmpdir(), 'browser-'));
    const options = [...OPTIONS, `--user-data-dir=${profile}`];
    const browser = spawn(PROGRAM ?? '', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    return new Chromium(browser, profile);
  }

  /** Opens a new page without the cookies and caches of earlier pages. */
  async newPage(): Promise<void> {
    this.session = undefined;
    if (this.context) await this.call('Target.disposeBrowserContext', { browserContextId: this.context });
    this.complaints.length = 0;
    const { browserContextId } = await this.call('Target.createBrowserContext');
    this.context = browserContextId as string;
    const { targetId } = await this.call('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await this.call('Target.attachToTarget', { targetId, flatten: true });
    this.session = sessionId as string;
    for (const domain of ['Page', 'Runtime', 'Log']) await this.call(`${domain}.enable`);
    await this.call('Emulation.setFocusEmulationEnabled', { enabled: true });
  }

  /** @throws Error when the page does not load */
  async goTo(url: string): Promise<void> {
    const { errorText } = await this.call('Page.navigate', { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
  }

  /** The value of an expression in the page; a promise is awaited. @throws Error when it throws */
  async evaluate(expression: string): Promise<any> {
    const { result, exceptionDetails } = await this.call('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description}`);
    return result.value;
  }

  /** Deletes a cookie, as if its time were over. @param url to which the browser would send it */
  async forgetCookie(name: string, url: string): Promise<void> {
    await this.call('Network.deleteCookies', { name, url });
  }

  /** Presses and releases a key, as a person does. */
  async press(key: keyof typeof KEYS): Promise<void> {
    for (const type of ['keyDown', 'keyUp'])
      await this.call('Input.dispatchKeyEvent', { type, key, ...KEYS[key] });
  }

  /** Types into what has the focus, in place of what is selected there. */
  async type(text: string): Promise<void> {
    await this.call('Input.insertText', { text });
  }

  /** Sets media features, such as `{ 'prefers-color-scheme': 'dark' }`. */
  async prefer(features: Record<string, string>): Promise<void> {
    const list = Object.entries(features).map(([name, value]) => ({ name, value }));
    await this.call('Emulation.setEmulatedMedia', { features: list });
  }

  /** Whether pages that are opened from now on may run their own scripts. */
  async allowScripts(areAllowed: boolean): Promise<void> {
    await this.call('Emulation.setScriptExecutionDisabled', { value: !areAllowed });
  }

  /** Sets the size of the window, in pixels. */
  async resize(width: number, height: number): Promise<void> {
    const metrics = { width, height, deviceScaleFactor: 1, mobile: width < 600 };
    await this.call('Emulation.setDeviceMetricsOverride', metrics);
  }

  /** By how many pixels the page is wider than the window. On a phone, `innerWidth` would be as wide as the page. */
  overflow(): Promise<number> {
    return this.evaluate(`{
      const { scrollWidth, clientWidth } = document.documentElement;
      Math.max(0, scrollWidth - clientWidth);
    }`);
  }

  /** The whole page as a PNG. */
  async screenshot(): Promise<Buffer> {
    const { data } = await this.call('Page.captureScreenshot', { captureBeyondViewport: true });
    return Buffer.from(data as string, 'base64');
  }

  async close(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private call(method: string, params: Params = {}): Promise<any> {
    const id = ++this.called;
    const call = Promise.withResolvers<any>();
    this.calls.set(id, call);
    const text = JSON.stringify({ id, method, params, sessionId: this.session });
    (this.process.stdio[3] as Writable).write(`${text}\0`);
    return call.promise;
  }

  private receive(text: string): void {
    const messages = (this.unread + text).split('\0');
    this.unread = messages.pop() ?? '';
    for (const message of messages) this.handle(JSON.parse(message) as BrowserMessage);
  }

  private handle({ id, method, params = {}, result, error }: BrowserMessage): void {
    const isError = method === 'Runtime.consoleAPICalled' && params.type === 'error';
    if (isError || method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded')
      this.complaints.push(JSON.stringify(params));
    const call = this.calls.get(id ?? 0);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  }
}
