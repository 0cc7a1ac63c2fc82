// The browser view: what any script on the page can read of each door, ours or a thief's.

import { alice } from '../../fixtures/people';
import { sessionCookie } from '../../fixtures/session_cookie';
import { expect, test } from '../../fixtures/test';
import { ComparePage } from '../../pages/compare';

/** Everything that a script can read in this browser. */
const readable = () => ({ localStorage: { ...localStorage }, sessionStorage: { ...sessionStorage }, cookies: document.cookie });

// Claim T8.
test('the token door leaves both tokens where every script reads them', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await expect(compare.token.browser).toContainText('Nothing yet');

  await compare.token.enter(alice);
  await expect(compare.token.who).toBeVisible();

  const { localStorage } = await page.evaluate(readable);
  expect(Object.keys(localStorage).sort()).toEqual(['access_token', 'refresh_token']);
  await expect(compare.token.browser).toContainText('access_token');
  await expect(compare.token.browser).toContainText(localStorage.access_token);
  await expect(compare.token.browser).toContainText('refresh_token');
  await expect(compare.token.browser).toContainText(localStorage.refresh_token);
});

test('the access token is read without a key, and its life runs out before one’s eyes', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.token.enter(alice);

  const { browser, expiry } = compare.token;
  await expect(browser).toContainText(alice.email);
  await expect(browser).toContainText(alice.name);
  await expect(expiry).toHaveText(/^in 14 min \d+ s$/);
  const countdown = await expiry.innerText();
  await expect(expiry).not.toHaveText(countdown);
});

test('an access token that has expired says so, and the refresh token buys another', async ({ page }) => {
  await page.clock.install();
  const compare = new ComparePage(page);
  await compare.open();
  await compare.token.enter(alice);
  await expect(compare.token.who).toBeVisible();
  const before = await page.evaluate(readable);

  await page.clock.fastForward('15:01');
  await expect(compare.token.expiry).toContainText('expired');
  await compare.token.browser.getByRole('button', { name: 'Refresh' }).click();

  await expect.poll(async () => (await page.evaluate(readable)).localStorage.access_token).not.toBe(before.localStorage.access_token);
  await expect(compare.token.who).toHaveText(alice.name);
});

test('the token door’s log out clears what scripts can read', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.token.enter(alice);
  await compare.token.logOut.click();

  await expect(compare.token.browser).toContainText('Nothing yet');
  expect((await page.evaluate(readable)).localStorage).toEqual({});
});

// Claim T13; ASVS 3.3.4
test('the session door leaves nothing that a script can read', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.session.enter(alice);
  await expect(compare.session.who).toBeVisible();

  expect(await page.evaluate(readable)).toEqual({ localStorage: {}, sessionStorage: {}, cookies: '' });
  await expect(compare.session.browser).toContainText('Nothing');
  await expect(compare.session.browser).toContainText('HttpOnly');
  // It is there all the same, out of reach.
  await sessionCookie(page.context());
});

// The view must look, not recite: a cookie that scripts can read has to appear in it.
test('the session door’s view would show a cookie that is not HttpOnly', async ({ page, context }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.session.enter(alice);
  await expect(compare.session.who).toBeVisible();
  const cookie = await sessionCookie(context);

  await context.addCookies([{ ...cookie, httpOnly: false }]);

  await expect(compare.session.browser).toContainText(cookie.value);
});
