import { atOnce, configuration, duration, origins } from '#libs/service';

export class NamesStreamConfig extends configuration('names-stream', {
  HEARTBEAT: duration('15s').meta({
    description: 'Longest silence on a stream before an empty line is sent',
  }),
  SLOW_READER_TIMEOUT: duration('10s').meta({
    description: 'How long a reader may accept none of the data that waits for it',
  }),
  READERS: atOnce(200, 'Readers at once, in each process'),
  READERS_PER_ADDRESS: atOnce(20, 'Readers at once from one network address, in each process'),
  ALLOWED_ORIGINS: origins('Origins whose pages may read the stream; none when it is not set', 'names-board'),
}) {}
