import { describe, expect, it } from '@jest/globals';
import { atomFeed } from '../src/feed.js';
import { viewOf } from '../src/record-view.js';
import type { CatalogRecord } from '../src/record.js';

const RECORD: CatalogRecord = {
  recordId: '0193a1b2-7c00-7000-8000-000000000401',
  artist: 'Miles Davis',
  title: 'Kind of Blue',
  genre: 'Jazz',
  tracks: [{ title: 'So What', seconds: 562 }],
  price: { amount: 1_299, currency: 'USD' },
  listedAt: new Date('2026-01-01'),
  version: 1,
};

describe('the feed', () => {
  it.each(['https://shop.example/api', 'https://shop.example/api/'])(
    'links to what the records name as themselves, below %s',
    (url) => {
      const feed = atomFeed([RECORD], url);
      expect(feed).toContain(`href="${viewOf(RECORD, url).links.self}"`);
      expect(feed).toContain('<id>https://shop.example/api/records.atom</id>');
    },
  );
});
