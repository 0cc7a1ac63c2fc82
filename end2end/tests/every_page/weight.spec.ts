// How much a first visit downloads: the wasm and its script come compressed and small, and only where something lives.

import { expect, test } from '../../fixtures/test';
import { ComparePage } from '../../pages/compare';

const BUDGET = 120_000;

test('the first load of /compare keeps the budget', async ({ page }) => {
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', async (request) => {
    if (/\.(wasm|js)\b/.test(request.url())) sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  const brotli = page.waitForResponse(/\.wasm/);
  await new ComparePage(page).open();

  expect(await (await brotli).headerValue('content-encoding')).toBe('br');
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(10_000);
  expect(total).toBeLessThanOrEqual(BUDGET);
});

for (const path of ['/', '/sign-up', '/account', '/experiments', '/experiments/token-theft', '/claims', '/wall']) {
  test(`${path} downloads no wasm and no script`, async ({ page }) => {
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (/\.(wasm|js)\b/.test(request.url())) scripts.push(request.url());
    });
    await page.goto(path, { waitUntil: 'networkidle' });

    expect(scripts).toEqual([]);
  });
}
