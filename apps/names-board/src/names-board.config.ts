import { configuration, link } from '#libs/service';

export class NamesBoardConfig extends configuration('names-board', {
  /** Called by browsers, never by this service. */
  NAMES_STREAM_URL: link('names-stream'),
}) {}
