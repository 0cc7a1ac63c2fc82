// The two themes differ in colours alone, for that is all that `light-dark()` takes, and nothing else asks for the theme. So what is
// no matter of colour is looked at in one of them (`fixtures/readable.ts`).

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

const repository = join(__dirname, '..', '..', '..');

test('no style, page or script asks for the theme but by light-dark()', () => {
  const files = ['app', 'crates', 'frontend', 'server', 'style'].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  const sources = files.filter((file) => /\.(css|html|js|rs)$/.test(file));
  const saying = (words: string) => sources.filter((file) => readFileSync(join(repository, file), 'utf8').includes(words));

  expect(saying('prefers-color-scheme')).toEqual([]);
  expect(saying('light-dark('), 'the control').toContain(join('style', 'tokens', 'colour.css'));
});
