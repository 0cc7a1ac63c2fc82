// The filmstrip of the first paint: what each picture shows is what was recorded in that run, and the table says the same.

import type { Locator } from '@playwright/test';

import { expect, test } from '../../fixtures/test';
import { ExperimentPage } from '../../pages/experiment';

test('each door’s film is of this run: who is seen, and when', async ({ page, complaints }) => {
  // The link leads to an error there, which no page may frame.
  complaints.allow(/status of 401/);
  complaints.allow(/api\/jwt\/export net::ERR_BLOCKED_BY_RESPONSE/);
  complaints.allow(/frame-ancestors 'none'/);
  const experiment = new ExperimentPage(page, 'first-paint');
  await experiment.open();
  await experiment.predict();

  await test.step('at the token door the page begins with nobody, and only a script puts that right', async () => {
    const pictures = await labels(page.locator('.film.token'));

    expect.soft(pictures, 'token door').toHaveLength(4);
    const [first, last] = [pictures.at(0), pictures.at(-1)];
    expect.soft(first, 'token door').toBe('Nobody is signed in. Besides, the picture has not come yet, and the file has not come yet.');
    expect.soft(last, 'token door').toMatch(/^Signed in as Alice Liddell. Besides, the picture is there, and instead of the file there is an error.$/);
    expect.soft(pictures.some((picture) => picture.includes('the picture is broken')), 'token door: broken for a while').toBe(true);
  });

  await test.step('at the session door the page begins with Alice, and everything comes without a script', async () => {
    const pictures = await labels(page.locator('.film.session'));

    expect.soft(pictures, 'session door').toHaveLength(4);
    for (const picture of pictures) expect.soft(picture, 'session door').toMatch(/^Signed in as Alice Liddell\./);
    expect.soft(pictures[2], 'session door').toBe('Signed in as Alice Liddell. Besides, the picture is there, and the file is there.');
    expect.soft(pictures[3], 'session door').toBe(pictures[2]);
  });

  await test.step('the times are those of this run, in order, and the table has them too', async () => {
    const runs: { arm: string; evidence: { film: { moment: string; at: number | null }[] } }[] = await (
      await page.request.get('/api/lab/experiments/first-paint/runs')
    ).json();
    expect.soft(runs.map(({ arm }) => arm).sort(), 'both were filmed').toEqual(['cookie_session', 'local_storage_jwt']);
    for (const { arm, evidence } of runs) {
      const hue = arm === 'cookie_session' ? 'session' : 'token';
      const times = evidence.film.flatMap(({ at }) => at ?? []);
      expect.soft(times, `${arm}: in order`).toEqual([...times].sort((one, other) => one - other));
      await expect.soft(page.locator(`.film.${hue} figcaption`), `${arm}: under the pictures`).toHaveText(
        evidence.film.map(({ moment, at }) => `${at === null ? 'nothing more' : `${at} ms`} ${moment}`),
      );
      const table = page.locator(`.evidence.${hue} table`, { hasText: 'What was on the screen, moment by moment' });
      const rows = table.locator('tbody tr');
      await expect.soft(rows.locator('td:nth-child(2)'), `${arm}: in the table`).toHaveText(times.map((at) => `${at} ms`));
    }
  });
});

function labels(film: Locator): Promise<string[]> {
  return film.getByRole('img').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')!));
}
