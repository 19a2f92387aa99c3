import { describe, expect, it } from '@jest/globals';
import { bootFailure } from '../src/boot-failure.js';

const BANNER = `[info] <0.223.0> Feature flags: list of feature flags found:
  ##  ##      RabbitMQ 3.10.8
  Starting broker...`;

/** As RabbitMQ 3.10.8 printed it, for its own port and for that of its management. */
const listener = (address: string) => `
BOOT FAILED
===========
Error during startup: {error,
                       {could_not_start_listener,"127.0.0.1",64001,
                              {listen_error,
                                {acceptor,{${address}},64001},
                                eaddrinuse}}}
${'                      [{child,undefined}]\n'.repeat(1_000)}`;

describe('why a RabbitMQ did not start', () => {
  it.each(['127,0,0,1', '0,0,0,0,0,0,0,0'])('is a port that another program has (%s)', (address) => {
    expect(bootFailure(BANNER + listener(address))).toBe(
      'port 64001 is in use: stop the program that listens there',
    );
  });

  it('is what follows its own heading, and not its feature flags', () => {
    const failure = `BOOT FAILED\n${'x'.repeat(5_000)}`;
    expect(bootFailure(`${BANNER}\n${failure}`)).toBe(failure.slice(0, 2_000));
  });

  it('is else the end of what it printed', () => {
    expect(bootFailure(`${'x'.repeat(5_000)}\nepmd error: address\n`)).toMatch(
      /^x{100,}\nepmd error: address$/,
    );
    expect(bootFailure('')).toBe('');
  });
});
