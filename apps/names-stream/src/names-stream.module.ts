import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { EntriesStore } from './entries.store.js';
import { EntriesSubscriber } from './entries.subscriber.js';
import { Entries } from './entries.js';
import * as events from './events.js';
import { NamesStreamConfig } from './names-stream.config.js';
import { ReaderLimits } from './reader-limits.js';
import { StreamController } from './stream.controller.js';
import { Stream } from './stream.js';
import { Tail } from './tail.js';

@Module({
  controllers: [StreamController, EntriesSubscriber],
  providers: [Entries, EntriesStore, ReaderLimits, Stream, Tail],
})
class NamesStreamModule {}

export const namesStream = service({
  name: 'names-stream',
  port: 4024,
  owner: 'names',
  version: '1.0.1',
  config: NamesStreamConfig,
  module: NamesStreamModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
