import { configuration } from '#libs/service';

export class FriendsConfig extends configuration('friends') {}
