import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import * as events from './events.js';
import { FriendsConfig } from './friends.config.js';
import { FriendsController } from './friends.controller.js';
import { Friends } from './friends.js';
import { FriendsStore } from './friends.store.js';
import { FriendsSubscriber } from './friends.subscriber.js';

@Module({ controllers: [FriendsController, FriendsSubscriber], providers: [Friends, FriendsStore] })
class FriendsModule {}

export const friends = service({
  name: 'friends',
  port: 4007,
  owner: 'engagement',
  version: '1.0.1',
  config: FriendsConfig,
  module: FriendsModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
