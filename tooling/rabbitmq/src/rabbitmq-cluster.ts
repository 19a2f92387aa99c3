import { freePort } from '#tooling/platform';
import { randomBytes } from 'node:crypto';
import { RabbitmqServer } from './rabbitmq-server.js';

/** Several nodes of one RabbitMQ on this machine, each with ports and data of its own. They listen on loopback only. */
export class RabbitmqCluster {
  private constructor(private nodes: Map<string, RabbitmqServer>) {}

  /** Starts a node for each name. @throws UserError as `RabbitmqServer.start` does */
  static async start(folder: (name: string) => string, names: string[]): Promise<RabbitmqCluster> {
    const epmd = await freePort();
    const cookie = randomBytes(24).toString('hex');
    const cluster = new RabbitmqCluster(new Map());
    try {
      // One after the other: each joins those that run.
      for (const name of names) {
        const options = { folder: folder(name), cluster: { name, names, epmd, cookie } };
        cluster.nodes.set(name, await RabbitmqServer.start(options));
      }
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** The URL of the cluster under its administrator: every node is in it. */
  get url(): string {
    const [first, ...others] = [...this.nodes.values()].map((node) => new URL(node.url));
    const url = new URL(first!);
    for (const other of others) {
      url.searchParams.append('host', other.host);
      url.searchParams.append('management', other.searchParams.get('management')!);
    }
    return url.href;
  }

  get names(): string[] {
    return [...this.nodes.keys()];
  }

  /** Whether every node counts every node among those that run. */
  async isWhole(): Promise<boolean> {
    const counts = await Promise.all(
      [...this.nodes.values()].map((node) => node.evaluate('length(mnesia:system_info(running_db_nodes))')),
    );
    return counts.every((count) => Number(count) === this.nodes.size);
  }

  /** Kills nodes, as a crash does. */
  async kill(...names: string[]): Promise<void> {
    await Promise.all(names.map((name) => this.node(name).stop()));
  }

  /** Starts nodes again that were killed. */
  async restart(...names: string[]): Promise<void> {
    const restarted = names.map(async (name) => [name, await this.node(name).restart()] as const);
    for (const [name, node] of await Promise.all(restarted)) this.nodes.set(name, node);
  }

  /**
   * Isolates a node: it answers nobody, and its connections stay open. @returns what ends it. A node that was isolated for
   * longer than the others wait may stay alone until it is restarted.
   */
  async isolate(name: string): Promise<() => void> {
    const pid = await this.node(name).pid();
    process.kill(pid, 'SIGSTOP');
    return () => void process.kill(pid, 'SIGCONT');
  }

  async stop(): Promise<void> {
    await this.kill(...this.names);
  }

  private node(name: string): RabbitmqServer {
    const node = this.nodes.get(name);
    if (node) return node;
    throw new Error(`The cluster has no node ${name}: it has ${this.names.join(', ')}.`);
  }
}
