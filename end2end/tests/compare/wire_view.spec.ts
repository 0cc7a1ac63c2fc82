// The wire view: what really went to the server and back, newest first, with credentials cut short.

import { doors } from '../../fixtures/doors';
import { alice } from '../../fixtures/people';
import { sessionCookie } from '../../fixtures/session_cookie';
import { expect, test } from '../../fixtures/test';
import { ComparePage } from '../../pages/compare';

for (const door of doors) {
  test(`${door.title} lists method, path and status, newest first`, async ({ page }) => {
    const compare = new ComparePage(page);
    await compare.open();
    const panel = compare.door(door);
    await panel.enter(alice);
    await panel.showProfile.click();
    await expect(panel.profile).toBeVisible();
    await panel.logOut.click();

    // The same three verbs, whatever the door calls their addresses.
    await expect(panel.wire).toContainText([/POST.*log_?out.*200/s, /GET.*(profile\/me|current_user).*200/s, /POST.*log_?in.*200/s]);
  });

  test(`${door.title} shows nothing of what goes through the other`, async ({ page }) => {
    const compare = new ComparePage(page);
    await compare.openSignedIn();

    const other = door.title === 'The token door' ? '/fn/session/log_in' : '/api/jwt/login';
    await expect(compare.token.wire.or(compare.session.wire).filter({ hasText: other })).not.toHaveCount(0);
    await expect(compare.door(door).wire.filter({ hasText: other })).toHaveCount(0);
  });
}

// Claims T7 and T13: who attaches the credential is the whole difference.
test('the headers show the token attached by a script and the cookie by the browser', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.openSignedIn();

  const byScript = compare.token.wire.filter({ hasText: '/api/jwt/profile/me' }).first();
  await byScript.locator('summary').click();
  await expect(byScript).toContainText(/authorization\s*Bearer eyJ.{3}…/);

  const signIn = compare.session.wire.filter({ hasText: '/fn/session/log_in' }).first();
  await signIn.locator('summary').click();
  await expect(signIn).toContainText(/set-cookie\s*__Host-session=.{6}…; .*HttpOnly/);
});

test('a request from elsewhere in the sandbox appears without a reload', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await expect(compare.token.wire).toHaveCount(0);

  await page.request.get('/api/jwt/profile/me', { headers: { authorization: 'Bearer nonsense' } });

  await expect(compare.token.wire).toContainText([/GET.*\/api\/jwt\/profile\/me.*401/s]);
});

test('another sandbox’s requests never appear', async ({ page, thief }) => {
  const compare = new ComparePage(page);
  await compare.open();

  await thief.post('/api/jwt/logout');
  await page.request.get('/api/jwt/profile/me');

  await expect(compare.token.wire).toHaveCount(1);
  await expect(compare.token.wire).toContainText('/api/jwt/profile/me');
});

// ASVS 3.3.4: a page that could read the id here would undo `HttpOnly`.
test('neither credential is ever shown whole', async ({ page, context }) => {
  const compare = new ComparePage(page);
  await compare.openSignedIn();
  const accessToken = await page.evaluate(() => localStorage.getItem('access_token')!);
  const { value } = await sessionCookie(context);

  for (const panel of [compare.token, compare.session]) {
    const exchanges = await panel.wire.all();
    expect(exchanges.length).toBeGreaterThan(0);
    for (const exchange of exchanges) {
      await expect(exchange).not.toContainText(accessToken);
      await expect(exchange).not.toContainText(value);
    }
  }
});

test('the newest twenty are shown, and what somebody opened stays open', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  const ask = () => page.request.get('/api/jwt/profile/me');

  await ask();
  await expect(compare.token.wire).toHaveCount(1);
  await compare.token.wire.first().locator('summary').click();
  for (let time = 0; time < 19; time += 1) await ask();
  await expect(compare.token.wire).toHaveCount(20);
  await expect(compare.token.wire.first().locator('details')).not.toHaveAttribute('open');
  await expect(compare.token.wire.last().locator('details')).toHaveAttribute('open');

  await ask();
  await expect(compare.token.wire.locator('details[open]')).toHaveCount(0);
  await expect(compare.token.wire).toHaveCount(20);
});
