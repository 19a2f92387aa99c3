declare module 'mountebank' {
  import type { RequestListener } from 'node:http';

  interface Options {
    port: number;
    host: string;
    localOnly: boolean;
    allowInjection: boolean;
    origin: boolean;
    debug?: boolean;
    log: {
      level: string;
      transports: { file?: { path: string; format: string }; console?: { format: string } };
    };
  }

  /** The admin API, without a server around it. */
  export function createApp(options: Options): Promise<RequestListener>;
}
