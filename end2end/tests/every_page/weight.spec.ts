// How much a first visit downloads: the wasm and its script come compressed and small, and only where something lives.

import type { Page } from '@playwright/test';

import { expect, test } from '../../fixtures/test';
import { ComparePage } from '../../pages/compare';

const BUDGET = 120_000;

for (const { name, open } of [
  { name: '/compare', open: (page: Page) => new ComparePage(page).open() },
  // Nothing is being played: the page asks what to do, and goes back to the sheet.
  { name: 'an experiment that is run', open: (page: Page) => page.goto('/experiments/token-theft?running=0') },
]) {
  test(`the first load of ${name} keeps the budget`, async ({ page }) => {
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', async (request) => {
      if (/\.(wasm|js)\b/.test(request.url())) sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    const brotli = page.waitForResponse(/\.wasm/);
    await open(page);

    expect(await (await brotli).headerValue('content-encoding')).toBe('br');
    await (await brotli).finished();
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(10_000);
    expect(total).toBeLessThanOrEqual(BUDGET);
  });
}

for (const path of ['/', '/sign-up', '/account', '/experiments', '/experiments/token-theft', '/claims', '/claims/T15/proof', '/wall']) {
  test(`${path} downloads no wasm and no script`, async ({ page }) => {
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (/\.(wasm|js)\b/.test(request.url())) scripts.push(request.url());
    });
    await page.goto(path, { waitUntil: 'networkidle' });

    expect(scripts).toEqual([]);
  });
}
