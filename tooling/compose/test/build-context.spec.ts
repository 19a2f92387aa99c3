import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../..');
const linesOf = (file: string) => readFileSync(join(folder, file), 'utf8').split('\n');

/** Files and folders of the project that an image is built from, and that `.dockerignore` keeps out of the build. */
function keptOut(dockerfile: string[], dockerignore: string[]): string[] {
  const admitted = dockerignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const copied = dockerfile
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1))
    .filter((source) => source !== '.');
  return copied.filter((source) => !admitted.some((one) => source === one || source.startsWith(`${one}/`)));
}

describe('the image', () => {
  it('is built from files that .dockerignore lets in', () => {
    expect(keptOut(linesOf('Dockerfile'), linesOf('.dockerignore'))).toEqual([]);
  });

  it('cannot be built when one is kept out, which is named', () => {
    const dockerfile = ['COPY . .', 'COPY --from=build a b', 'COPY papers/one papers/two papers/'];
    expect(keptOut(dockerfile, ['*', '!papers/one'])).toEqual(['papers/two']);
  });
});
