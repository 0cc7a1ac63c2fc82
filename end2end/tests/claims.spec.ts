// /claims, and where each claim is proved.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '../fixtures/test';

test('a claim leads to the very files that prove it, with their lines numbered', async ({ page }) => {
  await page.goto('/claims');
  const claim = page.locator('article', { has: page.getByRole('heading', { name: /^T8 / }) });
  await claim.getByRole('link', { name: 'The proof' }).click();

  await expect(page).toHaveURL(/\/claims\/T8\/proof$/);
  for (const path of ['server/src/experiments/token_theft.rs', 'app/src/experiments/token_theft.rs', 'end2end/prove/prove.spec.ts']) {
    const listing = page.getByRole('region', { name: path });
    const source = readFileSync(join(__dirname, '..', '..', path), 'utf8');
    expect(await listing.locator('pre').textContent()).toBe(source);
    const last = listing.locator('.line').last();
    await expect(last).toHaveAttribute('data-number', String(source.trimEnd().split('\n').length));
    const shown = await last.evaluate((line) => getComputedStyle(line, '::before').content);
    expect(shown).toContain(`"${await last.getAttribute('data-number')}"`);
  }
});

test('the list of files leads to each of them', async ({ page }) => {
  await page.goto('/claims/T15/proof');
  const links = page.getByRole('navigation', { name: 'The files' }).getByRole('link');
  for (const link of await links.all()) {
    const path = await link.textContent();
    await link.click();
    await expect(page.getByRole('region', { name: path! })).toBeInViewport();
  }
});
