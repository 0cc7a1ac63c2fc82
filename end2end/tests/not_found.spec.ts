// An address that leads nowhere: a page for people, JSON for programs, 404 for both.

import { expect, test } from '../fixtures/test';

test('people get a page with the way back', async ({ page, complaints }) => {
  complaints.expect(/status of 404/);
  const response = await page.goto('/no-such-room');

  expect(response?.status()).toBe(404);
  await page.getByRole('link', { name: 'Compare the two doors' }).click();
  await expect(page).toHaveURL('/compare');
});

test('programs get JSON', async ({ request }) => {
  for (const path of ['/api/no-such-room', '/fn/no-such-room']) {
    const response = await request.get(path);
    expect(response.status()).toBe(404);
    expect(await response.json()).toEqual({ message: 'Not found' });
  }
});
