import { BrokenCsv, readCsv } from '#libs/service';
import { v5 as idFromName } from 'uuid';
import { z } from 'zod';

/** An album that was bought, in part or as a whole, with an invoice. */
export interface InvoicedAlbum {
  /** Made of the number of the invoice. */
  orderId: string;
  artist: string;
  title: string;
}

const NAMESPACE = 'b0f1a7c4-4f0c-4d3c-8d55-3c0f5f1d2e90';

const Id = z.string().regex(/^\d{1,9}$/, 'must be a number');
const Artists = z.object({ artist_id: Id, name: z.string() });
const Albums = z.object({ album_id: Id, title: z.string(), artist_id: Id });
const Tracks = z.object({ track_id: Id, album_id: Id });
const InvoiceLines = z.object({ invoice_id: Id, track_id: Id });

/**
 * What the invoices of the Chinook music store (https://github.com/lerocha/chinook-database) sold: each album once for each
 * invoice that has tracks of it. Who bought it is not read.
 * @throws BrokenCsv
 */
export async function readInvoices(folder: string): Promise<InvoicedAlbum[]> {
  const artists = byId(await readCsv(folder, 'artists.csv', Artists), 'artist_id');
  const albums = byId(await readCsv(folder, 'albums.csv', Albums), 'album_id');
  const tracks = byId(await readCsv(folder, 'tracks.csv', Tracks), 'track_id');
  const lines = await readCsv(folder, 'invoice-lines.csv', InvoiceLines);
  const sold = new Map<string, InvoicedAlbum>();
  for (const [at, { invoice_id, track_id }] of lines.entries()) {
    const album = albums.get(tracks.get(track_id)?.album_id ?? '');
    const artist = artists.get(album?.artist_id ?? '');
    if (!album || !artist)
      throw new BrokenCsv(`invoice-lines.csv, row ${at + 1}: no album has the track ${track_id}`);
    const orderId = idFromName(`invoice/${invoice_id}`, NAMESPACE);
    sold.set(`${orderId} ${album.album_id}`, { orderId, artist: artist.name, title: album.title });
  }
  return [...sold.values()];
}

const byId = <Row, Key extends keyof Row>(rows: Row[], id: Key) => new Map(rows.map((row) => [row[id], row]));
