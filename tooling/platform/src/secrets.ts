import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { UserError } from './user-error.js';

interface Content {
  /** The private key, with its `kid`. */
  signingKey: JWK;
  /** Of each service's database role. */
  passwords: Record<string, string>;
  /** Of each service, as a client of the issuer. */
  clients: Record<string, string>;
  /** By the name of the setting. */
  settings: Record<string, string>;
}

/** Everything secret of one embedded run, made when it is first asked for and kept in one file of mode 0600. */
export class Secrets {
  private constructor(
    private readonly file: string,
    private readonly content: Content,
  ) {}

  /** @throws UserError when the file is there but cannot be understood */
  static async open(file: string): Promise<Secrets> {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return new Secrets(file, { ...nothing(), signingKey: await newKey() });
    try {
      // A file of an older launcher lacks what was not there yet: it is made when it is asked for.
      return new Secrets(file, { ...nothing(), ...(JSON.parse(text) as Pick<Content, 'signingKey'>) });
    } catch {
      throw new UserError(`${file} cannot be read: \`npm run reset\` empties all state.`);
    }
  }

  /** Keeps what was made since. Renamed when complete: a crash must not leave half a file. */
  async save(): Promise<void> {
    await writeFile(`${this.file}.new`, JSON.stringify(this.content, null, 2), { mode: 0o600 });
    await rename(`${this.file}.new`, this.file);
  }

  /** The password of a service's database role. */
  password(service: string): string {
    return (this.content.passwords[service] ??= newSecret());
  }

  /** The value of a secret setting: one per name, whoever asks. */
  setting(name: string): string {
    return (this.content.settings[name] ??= newSecret());
  }

  /** The private key that signs tokens, as a JSON Web Key. */
  get signingKey(): string {
    return JSON.stringify(this.content.signingKey);
  }

  /** What a service shows the issuer of tokens. */
  clientSecret(service: string): string {
    return (this.content.clients[service] ??= newSecret());
  }

  /** What the issuer knows of the services: by name, the SHA-256 of the secret. */
  clients(services: string[]): string {
    const hash = (service: string) => createHash('sha256').update(this.clientSecret(service)).digest('hex');
    return JSON.stringify(Object.fromEntries(services.map((service) => [service, hash(service)])));
  }
}

const nothing = () => ({ passwords: {}, clients: {}, settings: {} });

const newSecret = (): string => randomBytes(32).toString('base64url');

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, alg: 'EdDSA', kid: await calculateJwkThumbprint(key) };
}
