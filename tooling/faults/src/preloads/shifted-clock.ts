/*
 * Loaded before a service (`--import`): its clock differs by `ms` from that of the machine.
 */

const ms = Number(new URL(import.meta.url).searchParams.get('ms'));
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...parts: [] | ConstructorParameters<typeof RealDate>) {
    if (parts.length) super(...(parts as ConstructorParameters<typeof RealDate>));
    else super(RealDate.now() + ms);
  }

  static override now(): number {
    return RealDate.now() + ms;
  }
} as DateConstructor;
