import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { UserError } from './user-error.js';

interface Content {
  /** The private key, with its `kid`. */
  signingKey: JWK;
  /** By service: the password of its database role. */
  passwords: Record<string, string>;
  /** By service, and for the operator: its secret as a client of the issuer. */
  clients: Record<string, string>;
  /** By name of the setting. */
  settings: Record<string, string>;
}

/** The name of the operator as a client of the issuer of tokens. */
export const OPERATOR = 'operator';
/** The name of the launcher as a client of the issuer: what it does by itself is nobody's act. */
export const LAUNCHER = 'launcher';

/** The secrets of one embedded run: each is made when it is first needed, and kept in one file of mode 0600. */
export class Secrets {
  private constructor(
    private readonly file: string,
    private readonly content: Content,
  ) {}

  /** Reads the file, or starts without secrets when there is none. @throws UserError when the file is damaged */
  static async open(file: string): Promise<Secrets> {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return new Secrets(file, { ...noSecrets(), signingKey: await newSigningKey() });
    try {
      // A file that an older launcher wrote may lack a kind of secret: those are made when they are needed.
      return new Secrets(file, { ...noSecrets(), ...(JSON.parse(text) as Pick<Content, 'signingKey'>) });
    } catch {
      throw new UserError(`${file} cannot be read: restore it, or delete all data with \`npm run reset\`.`);
    }
  }

  /** Writes every secret to the file. It is renamed when complete: a crash must not leave half a file. */
  async save(): Promise<void> {
    await writeFile(`${this.file}.new`, JSON.stringify(this.content, null, 2), { mode: 0o600 });
    await rename(`${this.file}.new`, this.file);
  }

  /** The password of a service's database role. */
  password(service: string): string {
    return (this.content.passwords[service] ??= newSecret());
  }

  /** The value of a secret setting, which is the same for every service. */
  setting(name: string): string {
    return (this.content.settings[name] ??= newSecret());
  }

  /** The private key that signs tokens, as a JSON Web Key. */
  get signingKey(): string {
    return JSON.stringify(this.content.signingKey);
  }

  /** The secret by which a service, or the operator, identifies itself to the issuer of tokens. */
  clientSecret(name: string): string {
    return (this.content.clients[name] ??= newSecret());
  }

  /** Clients that the issuer of tokens knows, as JSON: the SHA-256 of each secret by the name of its service or operator. */
  clients(names: string[]): string {
    const hash = (name: string) => createHash('sha256').update(this.clientSecret(name)).digest('hex');
    return JSON.stringify(Object.fromEntries(names.map((name) => [name, hash(name)])));
  }
}

const noSecrets = () => ({ passwords: {}, clients: {}, settings: {} });

const newSecret = (): string => randomBytes(32).toString('base64url');

async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, alg: 'EdDSA', kid: await calculateJwkThumbprint(key) };
}
