/** The services of the platform that have a database, as their contracts connect them. */
export interface Landscape {
  readonly services: readonly { readonly name: string; readonly owner: string }[];
  /** Each event that has a consumer. */
  readonly events: readonly {
    readonly type: string;
    readonly from: string;
    readonly to: readonly string[];
    /** The consumers that prove by a total what they do with it. */
    readonly counted?: readonly string[];
  }[];
  /** Calls over HTTP or SMTP, also to third parties. */
  readonly calls: readonly { readonly from: string; readonly to: string; readonly isOutside: boolean }[];
}
