// An image and a download link (claim T7): the browser attaches the cookie to both, and nothing can attach a header.

import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { tokenDoor } from '../../fixtures/doors';
import { alice } from '../../fixtures/people';
import { load, sendFetch } from '../../fixtures/requests';
import { expect, test } from '../../fixtures/test';
import { ComparePage } from '../../pages/compare';

/** Signs Alice in at both doors, and leaves a page that runs no script of ours. */
async function signInAtBoth(page: Page): Promise<Record<string, string>> {
  await new ComparePage(page).openSignedIn();
  const header = await tokenDoor.copyCredential(page);
  await page.goto('/account');
  return header;
}

/** Clicks a link in the page. */
function click(page: Page, href: string): Promise<void> {
  return page.evaluate((href) => {
    const link = document.createElement('a');
    link.href = href;
    document.body.append(link);
    link.click();
  }, href);
}

test('an image shows what the session door protects, and nothing of the token door’s', async ({ page, complaints }) => {
  complaints.expect(/status of 401/);
  const headers = await signInAtBoth(page);

  expect(await load(page, 'img', '/api/session/picture/me')).toBe(true);
  expect(await load(page, 'img', '/api/jwt/picture/me')).toBe(false);
  // The control: the picture is there, for a script that attaches the header.
  expect(await sendFetch(page, '/api/jwt/picture/me', { headers })).toBe(200);
});

test('a link downloads what the session door protects', async ({ page }) => {
  await signInAtBoth(page);

  const download = page.waitForEvent('download');
  await click(page, '/api/session/export');

  const file = await download;
  expect(file.suggestedFilename()).toBe('my-account.json');
  expect(JSON.parse(await readFile(await file.path(), 'utf8'))).toMatchObject({ email: alice.email });
});

test('a link downloads nothing of what the token door protects', async ({ page, complaints }) => {
  complaints.expect(/status of 401/);
  const headers = await signInAtBoth(page);
  // The control, as above.
  expect(await sendFetch(page, '/api/jwt/export', { headers })).toBe(200);

  const answer = page.waitForResponse((response) => response.url().endsWith('/api/jwt/export'));
  await click(page, '/api/jwt/export');

  expect((await answer).status()).toBe(401);
});
