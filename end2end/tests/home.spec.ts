// /: says what this is, and leads to the doors.

import { expect, test } from '../fixtures/test';

test('a link leads to both doors', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  await page.getByRole('link', { name: 'or look at them first' }).click();

  await expect(page).toHaveURL('/compare');
  await expect(page.getByRole('article', { name: 'The token door' })).toBeVisible();
  await expect(page.getByRole('article', { name: 'The session door' })).toBeVisible();
});

test('a sandbox of one’s own is one button away, and signs nobody in', async ({ page, context }) => {
  const sandbox = async () => (await context.cookies()).find(({ name }) => name === '__Host-sandbox')?.value;
  const before = await sandbox();
  await page.goto('/');

  await page.getByRole('contentinfo').getByRole('button').click();

  await expect.poll(sandbox).not.toBe(before);
  await expect(page).toHaveURL(({ pathname }) => pathname === '/');
  expect((await context.request.get('/api/session/profile/me')).status()).toBe(401);
});
