// The filmstrip of the first paint: what each picture shows is what was recorded in that run, and the table says the same.

import type { Locator } from '@playwright/test';

import { expect, test } from '../../fixtures/test';
import { ExperimentPage } from '../../pages/experiment';

test.beforeEach(async ({ page, complaints }) => {
  // The link leads to an error there, which no page may frame.
  complaints.allow(/status of 401/);
  complaints.allow(/api\/jwt\/export net::ERR_BLOCKED_BY_RESPONSE/);
  complaints.allow(/frame-ancestors 'none'/);
  const experiment = new ExperimentPage(page, 'first-paint');
  await experiment.open();
  await experiment.predict();
});

test('at the token door the page begins with nobody, and only a script puts that right', async ({ page }) => {
  const pictures = await labels(page.locator('.film.token'));

  expect(pictures).toHaveLength(4);
  expect(pictures[0]).toBe('Nobody is signed in. Besides, the picture has not come yet, and the file has not come yet.');
  expect(pictures[3]).toMatch(/^Signed in as Alice Liddell. Besides, the picture is there, and instead of the file there is an error.$/);
  expect(pictures.some((picture) => picture.includes('the picture is broken'))).toBe(true);
});

test('at the session door the page begins with Alice, and everything comes without a script', async ({ page }) => {
  const pictures = await labels(page.locator('.film.session'));

  expect(pictures).toHaveLength(4);
  for (const picture of pictures) expect(picture).toMatch(/^Signed in as Alice Liddell\./);
  expect(pictures[2]).toBe('Signed in as Alice Liddell. Besides, the picture is there, and the file is there.');
  expect(pictures[3]).toBe(pictures[2]);
});

test('the times are those of this run, in order, and the table has them too', async ({ page }) => {
  const runs: { arm: string; evidence: { film: { moment: string; at: number | null }[] } }[] = await (
    await page.request.get('/api/lab/experiments/first-paint/runs')
  ).json();
  for (const { arm, evidence } of runs) {
    const hue = arm === 'cookie_session' ? 'session' : 'token';
    const times = evidence.film.flatMap(({ at }) => at ?? []);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    await expect(page.locator(`.film.${hue} figcaption`)).toHaveText(
      evidence.film.map(({ moment, at }) => `${at === null ? 'nothing more' : `${at} ms`} ${moment}`),
    );
    const table = page.locator(`.evidence.${hue} table`, { hasText: 'What was on the screen, moment by moment' });
    const rows = table.locator('tbody tr');
    await expect(rows.locator('td:nth-child(2)')).toHaveText(times.map((at) => `${at} ms`));
  }
});

function labels(film: Locator): Promise<string[]> {
  return film.getByRole('img').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')!));
}
