// The first paint: what the page says before any script has run (claim T7).
//
// A browser attaches its cookies to the very first request, so the session door's answer already knows its visitor.
// Nothing can attach a token to it, so the token door starts signed out and corrects itself once a script has run.

import { alice } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { ComparePage } from '../../pages/compare';

const SIGNED_IN = `data-testid="who">${alice.name}`;

test('the session door’s first HTML already greets its visitor', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.session.enter(alice);
  await expect(compare.session.who).toBeVisible();

  const html = await (await page.request.get('/compare')).text();

  expect(html.split(SIGNED_IN)).toHaveLength(2);
});

test('the token door’s first HTML knows nobody, and its script has to ask again', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.token.enter(alice);
  await expect(compare.token.who).toBeVisible();

  const html = await (await page.request.get('/compare')).text();
  expect(html).not.toContain(SIGNED_IN);

  const asked = page.waitForResponse((response) => response.url().endsWith('/api/jwt/profile/me'));
  await page.reload();
  expect((await asked).status()).toBe(200);
  await expect(compare.token.who).toHaveText(alice.name);
});
