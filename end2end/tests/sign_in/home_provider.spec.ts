// Signing in through the lab's own identity provider, in a real browser: with nothing set up, from every card, and with nothing
// but a session to show for it.

import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';

import type { BrowserContext, Page } from '@playwright/test';

import { OverheardProvider } from '../../fixtures/overheard_provider';
import { alice } from '../../fixtures/people';
import { SESSION } from '../../fixtures/session_cookie';
import { expect, test as base } from '../../fixtures/test';
import { AccountPage } from '../../pages/account';
import { ComparePage } from '../../pages/compare';
import { IdentityProviderPage } from '../../pages/identity_provider';

const BUTTON = 'Continue with the lab’s identity provider';
const EVERYWHERE = 'Sign out here and at the lab’s identity provider';

const test = base.extend<{ provider: IdentityProviderPage }, { house: OverheardProvider }>({
  house: [
    async ({}, use) => {
      const house = await OverheardProvider.open();
      await use(house);
      await house.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ house }, use) => use(house.origin),
  provider: async ({ page }, use) => use(new IdentityProviderPage(page)),
});

// The provider is taken away by a test, and given another key by one: these share it, one after the other.
test.describe.configure({ mode: 'serial' });

/** A key as the provider shows it. */
type PublicKey = JsonWebKey & { kid: string };

/** Everything that reached the browser, from either site, and everything that it keeps where a script can read it. */
function listen(page: Page): () => Promise<string> {
  const answers: Promise<string>[] = [];
  page.on('response', (response) => {
    // A redirect has no body, and a stream no end.
    const stream = response.url().includes('/api/lab/wire');
    const text = stream ? Promise.resolve('') : response.text().catch(() => '');
    const headers = response.headersArray().catch(() => []);
    answers.push(
      Promise.all([text, headers]).then(([body, sent]) => `${response.url()} ${JSON.stringify(sent)} ${body}`),
    );
  });
  return async () => {
    const kept = await page.evaluate(async () => {
      const databases = (await indexedDB.databases()).map(({ name }) => name);
      const history = [location.href, document.referrer];
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases, history]);
    });
    const cookies = JSON.stringify(await page.context().cookies());
    return [...(await Promise.all(answers)), kept, cookies].join('\n');
  };
}

async function hasSession(context: BrowserContext): Promise<boolean> {
  return (await context.cookies()).some(({ name }) => name === SESSION);
}

/** Presses Tab until the button has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name });
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach "${name}"`);
}

for (const path of ['/account', '/compare']) {
  const who = (page: Page) => (path === '/compare' ? new ComparePage(page).session.who : new AccountPage(page).who);

  test(`from ${path} with the mouse`, async ({ page, provider }) => {
    await page.goto(path);
    await page.getByRole('button', { name: BUTTON }).click();
    await provider.enter(alice);
    await expect(who(page)).toHaveText(alice.name);
    await expect(page).toHaveURL(path);
  });

  test(`from ${path} with the keyboard`, async ({ page, provider }) => {
    await page.goto(path);
    await tabTo(page, BUTTON);
    await page.keyboard.press('Enter');
    await expect(provider.email, 'the field is where one types at once').toBeFocused();
    await page.keyboard.type(alice.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(alice.password);
    await page.keyboard.press('Enter');
    await expect(who(page)).toHaveText(alice.name);
  });

  test.describe('without scripts', () => {
    test.use({ javaScriptEnabled: false });
    test(`from ${path}, and out again everywhere`, async ({ page, provider, context }) => {
      await page.goto(path);
      await page.getByRole('button', { name: BUTTON }).click();
      await provider.enter(alice);
      await expect(who(page)).toHaveText(alice.name);

      await page.getByRole('button', { name: EVERYWHERE }).click();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page).toHaveURL('/account');
      await expect(new AccountPage(page).signIn).toBeVisible();
      expect(await hasSession(context)).toBe(false);
    });
  });
}

// ASVS 10.1.1
test('no token reaches the browser, on the way in, about, or out', async ({ page, house, provider }) => {
  const everything = listen(page);
  const tokens = () => [...house.accessTokens, ...house.refreshTokens, ...house.idTokens];
  const before = tokens().length;
  const account = new AccountPage(page);
  await account.open();
  await page.getByRole('button', { name: BUTTON }).click();
  await provider.enter(alice);
  await expect(account.who).toHaveText(alice.name);
  const compare = new ComparePage(page);
  await compare.open();
  await compare.session.showProfile.click();
  await expect(compare.session.profile).toContainText(alice.email);
  const signedIn = await everything();
  await page.getByRole('button', { name: EVERYWHERE }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(account.signIn).toBeVisible();

  const seen = [signedIn, await everything()].join('\n');
  expect(tokens().length - before, 'the control: an access, a refresh and an ID token, server to server').toBe(3);
  expect(seen, 'the control: what the browser got was looked at').toContain(alice.email);
  expect(seen).toContain(`${house.idpOrigin}/realms/`);
  for (const token of tokens()) expect(seen).not.toContain(token);
  expect(seen).not.toMatch(/eyJ[\w-]{10,}\./);
  expect(seen).not.toContain('id_token_hint=');
});

// OpenID Connect Back-Channel Logout 1.0
test('whoever signs out at the provider is signed out here', async ({ page, house, provider, context }) => {
  const account = new AccountPage(page);
  await account.open();
  await page.getByRole('button', { name: BUTTON }).click();
  await provider.enter(alice);
  await expect(account.who).toBeVisible();
  const realm = /realms\/[\w-]+/.exec(await page.getByRole('link', { name: 'Your account at the identity provider' }).evaluate(
    (link) => (link as HTMLAnchorElement).href,
  ))![0];
  const there = await context.newPage();
  await there.goto(`${house.idpOrigin}/${realm}/logout`);
  await there.getByRole('button', { name: 'Sign out' }).click();
  await expect(there.getByRole('heading')).toHaveText('You are signed out');
  expect(await hasSession(context), 'the browser still has its cookie').toBe(true);
  await account.open();
  await expect(account.signIn, 'and it opens nothing').toBeVisible();
});

test('a key that is changed while somebody is signed in is noticed by nobody', async ({ page, house, provider, anotherBrowser }) => {
  const account = new AccountPage(page);
  await account.open();
  await page.getByRole('button', { name: BUTTON }).click();
  await provider.enter(alice);
  await expect(account.who).toBeVisible();
  const old = house.idTokens.at(-1)!;

  const kid = await house.rotateSigningKey();
  await account.open();
  await expect(account.who, 'whoever is signed in stays so').toHaveText(alice.name);
  const other = await anotherBrowser();
  await other.goto(`${house.origin}/account`);
  await other.getByRole('button', { name: BUTTON }).click();
  await new IdentityProviderPage(other).enter(alice);
  await expect(new AccountPage(other).who, 'the next sign-in works').toHaveText(alice.name);
  const fresh = house.idTokens.at(-1)!;
  expect(header(fresh).kid).toBe(kid);
  expect(header(old).kid).not.toBe(kid);

  const issuer = claims(old).iss as string;
  const { keys } = await house.ask<{ keys: PublicKey[] }>('GET', `${new URL(issuer).pathname}/jwks`);
  for (const idToken of [old, fresh]) expect(verifies(idToken, keys), 'until it expires').toBe(true);
  const [head, , signature] = old.split('.');
  const forged = [head, Buffer.from('{"sub":"mallory"}').toString('base64url'), signature].join('.');
  expect(verifies(forged, keys), 'the control').toBe(false);
});

test('a provider that is gone in the middle leaves no half session, and the next try works', async ({
  page, context, house, provider, complaints,
}) => {
  complaints.expect(/status of 503/);
  const account = new AccountPage(page);
  await account.open();
  await page.getByRole('button', { name: BUTTON }).click();
  await provider.email.waitFor();
  // The browser gets a good code; the server that brings it finds nobody.
  house.dieAt('/token');
  await provider.enter(alice);
  await expect(account.refusal).toContainText('does not answer');
  expect(await hasSession(context)).toBe(false);
  await page.getByRole('link', { name: 'Back to your account' }).click();
  await page.getByRole('button', { name: BUTTON }).click();
  await expect(account.refusal).toContainText('does not answer');

  await house.start();
  await account.open();
  await page.getByRole('button', { name: BUTTON }).click();
  // The provider has kept its session: that is single sign-on.
  await expect(account.who).toHaveText(alice.name);
});

function part(token: string, place: number): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[place] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

const header = (token: string) => part(token, 0);
const claims = (token: string) => part(token, 1);

/** Whether one of the keys signed it, by RS256. */
function verifies(token: string, keys: PublicKey[]): boolean {
  const key = keys.find(({ kid }) => kid === header(token).kid);
  const [head, body, signature] = token.split('.');
  return (
    key !== undefined &&
    verify('RSA-SHA256', Buffer.from(`${head}.${body}`), createPublicKey({ key, format: 'jwk' }), Buffer.from(signature!, 'base64url'))
  );
}
