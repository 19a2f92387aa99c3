import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Engine, succeeds } from './engine.js';

const run = promisify(execFile);

/** The containers of one compose file, under a name of their own. */
export class Stack {
  constructor(
    readonly engine: Engine,
    private readonly project: string,
    private readonly env: NodeJS.ProcessEnv,
    /** The folder of the compose file. */
    private readonly cwd = '.',
  ) {}

  /** @throws Error with what the command printed last */
  compose(...args: string[]): Promise<string> {
    const [command = '', ...before] = this.engine.compose;
    return this.run(command, ...before, '--project-name', this.project, ...args);
  }

  /** Runs a command inside the container of a service. */
  async inside(service: string, ...command: string[]): Promise<string> {
    return this.run(this.engine.program, 'exec', await this.containerOf(service), ...command);
  }

  /** What the engine knows of the container of a service, by a Go template. */
  async inspect(service: string, template: string): Promise<string> {
    const container = await this.containerOf(service);
    return (await this.run(this.engine.program, 'inspect', '--format', template, container)).trim();
  }

  async logs(service: string): Promise<string> {
    return this.run(this.engine.program, 'logs', await this.containerOf(service));
  }

  async imageSize(image: string): Promise<string> {
    const bytes = await this.run(this.engine.program, 'image', 'inspect', '--format', '{{.Size}}', image);
    return `${Math.round(Number(bytes) / 1e6)} MB`;
  }

  /** Whether an image is here, or can be had. */
  hasImage(image: string): boolean {
    const { program } = this.engine;
    return succeeds(program, 'image', 'inspect', image) || succeeds(program, 'pull', image);
  }

  private async containerOf(service: string): Promise<string> {
    const labels = { project: this.project, service };
    const filters = Object.entries(labels).map(
      ([key, value]) => `--filter=label=com.docker.compose.${key}=${value}`,
    );
    const [container] = (await this.run(this.engine.program, 'ps', '--all', '--quiet', ...filters)).split(
      '\n',
    );
    if (!container) throw new Error(`There is no container of ${service}`);
    return container;
  }

  private async run(command: string, ...args: string[]): Promise<string> {
    try {
      const { stdout, stderr } = await run(command, args, {
        env: this.env,
        cwd: this.cwd,
        maxBuffer: 2 ** 28,
      });
      return stdout.trim() ? stdout : stderr;
    } catch (error) {
      const { stdout, stderr, message } = error as Error & { stdout: string; stderr: string };
      const said = [stdout, stderr].map((text) => text.trim().slice(-3_000)).join('\n');
      throw new Error(said.trim() || message, { cause: error });
    }
  }
}
