import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import * as events from './events.js';
import { NamesBoardConfig } from './names-board.config.js';
import { PageController } from './page.controller.js';
import { Top10Controller } from './top10.controller.js';
import { Top10Store } from './top10.store.js';
import { Top10Subscriber } from './top10.subscriber.js';
import { Top10 } from './top10.js';

@Module({ controllers: [PageController, Top10Controller, Top10Subscriber], providers: [Top10, Top10Store] })
class NamesBoardModule {}

export const namesBoard = service({
  name: 'names-board',
  port: 4023,
  owner: 'names',
  version: '1.0.1',
  config: NamesBoardConfig,
  module: NamesBoardModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
