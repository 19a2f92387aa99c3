import { configuration, link } from '#libs/service';

export class NamesBoardConfig extends configuration('names-board', {
  /** Called by the page's readers, never from here. */
  NAMES_STREAM_URL: link('names-stream'),
}) {}
