// Signing in through a certified provider that no one here wrote, for real, in a real browser: which gets a session
// cookie, and no token.

import type { BrowserContext } from '@playwright/test';

import { JWT, listen } from '../../fixtures/everything';
import { HouseWithProviders } from '../../fixtures/house_with_providers';
import { alice } from '../../fixtures/people';
import { SESSION } from '../../fixtures/session_cookie';
import { expect, test as base } from '../../fixtures/test';
import { AccountPage } from '../../pages/account';
import { ComparePage } from '../../pages/compare';
import { ProviderPages } from '../../pages/provider';

const test = base.extend<{ provider: ProviderPages }, { house: HouseWithProviders }>({
  // One provider is killed by a test: each worker has its own, and does one test after the other.
  house: [
    async ({}, use) => {
      const house = await HouseWithProviders.open();
      await use(house);
      await house.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ house }, use) => use(house.origin),
  provider: async ({ page, house }, use) => use(new ProviderPages(page, house.origin)),
});

test.beforeEach(({ complaints }) => {
  // The certified provider's own pages have no icon, and ask for a font that is not on this machine.
  complaints.allow(/provider\.localhost.*favicon|status of 404.*provider\.localhost|fonts\.googleapis\.com/);
});

async function hasSession(context: BrowserContext): Promise<boolean> {
  return (await context.cookies()).some(({ name }) => name === SESSION);
}

// ASVS 10.4.1, 10.5.1
test('the browser gets a session and no token, and the account has no password', async ({ page, house, provider }) => {
  const everything = await listen(page);
  const account = new AccountPage(page);
  await account.open();
  await provider.leave();
  await provider.signIn('dinah');
  await expect(account.who).toHaveText('dinah of the provider');
  await expect(account.devices).toHaveCount(1);
  await expect(account.changePassword).toHaveCount(0);
  await page.goto('/compare');
  const { session } = new ComparePage(page);
  await expect(session.who).toHaveText('dinah of the provider');
  await expect(session.wire.first()).toBeVisible();

  const seen = await everything();
  const tokens = [...house.provider.tokens];
  expect(tokens.length, 'the control: tokens were given out, to the server').toBeGreaterThanOrEqual(2);
  expect(seen, 'the control: what the browser got was looked at').toContain('dinah of the provider');
  expect(seen, 'the control: cookies as well').toMatch(new RegExp(`"set-cookie":"[^"]*${SESSION}=`, 'i'));
  expect(seen, 'the control: and the stream of the wire view').toContain('"path":"/sign-in/certified/callback"');
  for (const token of tokens) expect(seen).not.toContain(token);
  expect(seen).not.toMatch(JWT);

  const cookies = await page.context().cookies(house.origin);
  expect(cookies.map(({ name }) => name).sort()).toEqual(['__Host-device', '__Host-sandbox', SESSION]);
});

test('the second time it is the same account, and another id', async ({ page, provider, context }) => {
  const account = new AccountPage(page);
  const ids: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    await account.open();
    await page.getByRole('button', { name: 'Continue with Certified' }).click();
    if (time === 0) await provider.signIn('tabby');
    // The provider knows the browser by now, and asks nothing: that is single sign-on.
    await expect(account.who).toHaveText('tabby of the provider');
    ids.push((await context.cookies()).find(({ name }) => name === SESSION)!.value);
    await account.logOut.click();
    await expect(account.signIn).toBeVisible();
  }
  expect(ids[0]).not.toBe(ids[1]);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('the session door at /compare has the button too, and the browser comes back there', async ({ page, provider }) => {
    await page.goto('/compare');
    await provider.leave();
    await provider.signIn('kitty');
    await expect(page).toHaveURL(/\/compare$/);
    await expect(new ComparePage(page).session.who).toHaveText('kitty of the provider');
  });
});

// RFC 6749 §10.12
test('an answer with another state is not used, and the next try works', async ({ page, context, provider, complaints }) => {
  complaints.expect(/status of 400/);
  const account = new AccountPage(page);
  await account.open();
  await provider.leave();
  const answer = await page.goto('/sign-in/certified/callback?code=somebody-elses&state=somebody-elses');
  expect(answer!.status()).toBe(400);
  await expect(account.refusal).toContainText('does not belong to the sign-in');
  expect(await hasSession(context)).toBe(false);

  await page.getByRole('link', { name: 'Back to your account' }).click();
  await provider.leave();
  await provider.signIn('state');
  await expect(account.who).toBeVisible();
});

test('an answer is good for one time', async ({ page, context, provider, complaints }) => {
  complaints.expect(/status of 400/);
  const account = new AccountPage(page);
  await account.open();
  await provider.leave();
  const callback = (await provider.signIn('replay')).url();
  await account.logOut.click();
  await expect(account.signIn).toBeVisible();

  const answer = await page.goto(callback);
  expect(answer!.status()).toBe(400);
  await expect(account.refusal).toContainText('finished already');
  expect(await hasSession(context)).toBe(false);
});

test('whoever says no at the provider is told so', async ({ page, context, provider, complaints }) => {
  complaints.expect(/status of 403/);
  const account = new AccountPage(page);
  await account.open();
  await provider.leave();
  await provider.cancel();
  await expect(account.refusal).toContainText('told not to sign you in');
  expect(await hasSession(context)).toBe(false);
});

test('an address that is taken is linked by its owner alone', async ({ page, provider, complaints }) => {
  complaints.expect(/status of 409/);
  complaints.expect(/status of 403/);
  const account = new AccountPage(page);
  await account.open();
  await provider.leave();
  expect((await provider.signIn(alice.email)).status()).toBe(409);
  await expect(account.refusal).toContainText('Sign in to it first');

  await account.enter(alice);
  const card = page.getByRole('region', { name: 'Sign in with' });
  const link = card.locator('form').filter({ has: page.getByRole('button', { name: 'Link Certified' }) });
  await link.getByLabel('Your password here').fill('a guess');
  await link.getByRole('button').click();
  await expect(account.refusal).toContainText('current password is not right');

  await account.open();
  await link.getByLabel('Your password here').fill(alice.password);
  await link.getByRole('button').click();
  await expect(account.done).toContainText('Linked');
  await account.logOut.click();
  await page.getByRole('button', { name: 'Continue with Certified' }).click();
  await expect(account.who).toHaveText(alice.name);

  const unlink = card.locator('form').filter({ has: page.getByRole('button', { name: 'Unlink Certified' }) });
  await unlink.getByLabel('Your password here').fill(alice.password);
  await unlink.getByRole('button').click();
  await expect(account.done).toContainText('Unlinked');
});

test('the only way in stays', async ({ page, provider, complaints }) => {
  complaints.expect(/status of 409/);
  const account = new AccountPage(page);
  await account.open();
  await provider.leave();
  await provider.signIn('only');
  await page.getByRole('button', { name: 'Unlink Certified' }).click();
  await expect(account.refusal).toContainText('the only way into your account');
});

test('a provider that does not answer is a clear page, and nothing is begun', async ({ page, context, complaints }) => {
  complaints.expect(/status of 503/);
  const account = new AccountPage(page);
  await account.open();
  await page.getByRole('button', { name: 'Continue with Closed' }).click();
  await expect(account.refusal).toContainText('does not answer');
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['__Host-sandbox']);
});

test('a provider that is killed in the middle leaves no half session, and the next try works, with its new keys', async ({
  page, context, house, provider, complaints,
}) => {
  complaints.expect(/status of 503/);
  const account = new AccountPage(page);
  await account.open();
  await provider.leave();
  // The browser is on its way back, with a good code, when the provider dies.
  await house.provider.dieAtTheNextCode();
  expect((await provider.signIn('killed')).status()).toBe(503);
  await expect(account.refusal).toContainText('does not answer');
  expect(await hasSession(context)).toBe(false);

  await house.provider.start();
  await context.clearCookies({ domain: 'provider.localhost' });
  await account.open();
  await provider.leave();
  await provider.signIn('killed');
  await expect(account.who).toHaveText('killed of the provider');
});
