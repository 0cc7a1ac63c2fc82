// /compare with scripts switched off: the session door is plain forms, and the token door says why it cannot be.

import { alice } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { ComparePage } from '../../pages/compare';

test.use({ javaScriptEnabled: false });

test('the session door lets Alice in, shows her profile and lets her out', async ({ page }) => {
  const { session } = new ComparePage(page);
  await page.goto('/compare');

  await session.enter(alice);
  await expect(page).toHaveURL(({ pathname, search }) => pathname + search === '/compare');
  await expect(session.who).toHaveText(alice.name);
  await expect(session.rows).toHaveCount(1);

  await session.showProfile.click();
  await expect(session.profile).toContainText(alice.email);

  await session.logOut.click();
  await expect(session.signIn).toBeVisible();
  await expect(session.who).toBeHidden();
});

test('the session door refuses a wrong password in words', async ({ page }) => {
  const { session, token } = new ComparePage(page);
  await page.goto('/compare');

  await session.enter({ ...alice, password: 'off with her head' });

  await expect(session.refusal).toHaveText('Invalid credentials');
  await expect(token.refusal).toBeHidden();
  expect(page.url()).not.toContain('head');
});

test('a refusal does not outlive the next, successful attempt', async ({ page }) => {
  const { session } = new ComparePage(page);
  await page.goto('/compare');
  await session.enter({ ...alice, password: 'off with her head' });
  await expect(session.refusal).toBeVisible();

  await session.enter(alice);

  await expect(session.who).toHaveText(alice.name);
  await expect(session.refusal).toBeHidden();
});

test('the token door says that it needs JavaScript, and takes no password', async ({ page }) => {
  const { token } = new ComparePage(page);
  await page.goto('/compare');

  await expect(token.panel).toContainText('needs JavaScript', { useInnerText: true });
  await expect(token.signIn).toBeDisabled();
  // Enter in a field sends a form too: not this one.
  await token.password.press('Enter');
  await expect(page).toHaveURL('/compare');
});
