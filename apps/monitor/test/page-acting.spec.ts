import { describe, expect, it } from '@jest/globals';
import { type ActResult, actOnAll, newsOf } from '../src/page/acting.js';

describe('an act on a group', () => {
  it('goes on until every message had its turn, and tells what was done', async () => {
    const [gone, first, second] = [{ id: 'm-1', because: 'gone' }, { after: '1' }, { after: '2' }];
    const answers: ActResult[] = [
      { done: 4, skipped: [gone], mayBeMore: true, next: first },
      { done: 3, skipped: [], mayBeMore: true, next: second },
      { done: 1, skipped: [], mayBeMore: false, next: null },
    ];
    const [asked, told] = [[] as object[], [] as number[]];
    const act = async (more: object) => {
      asked.push(more);
      return answers[asked.length - 1]!;
    };
    expect(await actOnAll(act, ({ done }) => told.push(done))).toEqual({
      done: 8,
      skipped: [gone],
      mayBeMore: false,
      next: null,
    });
    expect(asked).toEqual([{}, { next: first }, { next: second }]);
    expect(told).toEqual([4, 7]);
  });

  it('tells of what needed it no longer apart from what it may not act on', () => {
    const skipped = ['gone', 'gone', 'erased'].map((because, at) => ({ id: `m-${at}`, because }));
    expect(newsOf('loyalty', { done: 0, skipped, mayBeMore: true })).toBe(
      'no messages in loyalty. 2 messages needed it no longer. 1 message skipped: erased. There may be more: act again.',
    );
  });

  it('ends where a service of an older version names nothing that follows', async () => {
    const answer = { done: 500, skipped: [], mayBeMore: true };
    expect(
      await actOnAll(
        async () => answer,
        () => {},
      ),
    ).toEqual(answer);
  });
});
