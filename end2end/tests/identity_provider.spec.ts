// The identity provider in a real browser: a plain form on another site, and back to the client with a code.

import { alice, stranger } from '../fixtures/people';
import { idpOrigin } from '../fixtures/server';
import { expect, test } from '../fixtures/test';
import { callback, IdentityProviderPage } from '../pages/identity_provider';

for (const scripts of ['on', 'off']) {
  test.describe(`with scripts ${scripts}`, () => {
    test.use({ javaScriptEnabled: scripts === 'on' });

    test('whoever signs in goes back with a code, and the next time at once', async ({ page, context, complaints }) => {
      // Nobody began this at the app, so it takes no answer.
      complaints.expect(/status of 400/);
      const provider = new IdentityProviderPage(page);
      await provider.ask();
      await provider.enter(alice);

      await expect(page).toHaveURL((url) => url.href.startsWith(`${callback}?`));
      const answer = new URL(page.url()).searchParams;
      expect(answer.get('code')).toHaveLength(43);
      expect(answer.get('state')).toBe('the state');
      expect(answer.get('iss')).toBe(`${idpOrigin}/realms/default`);

      const cookies = await context.cookies(idpOrigin);
      const session = cookies.find(({ name }) => name === '__Host-idp_session');
      expect(session).toMatchObject({ domain: 'idp.localhost', httpOnly: true, secure: true, sameSite: 'Lax' });

      await provider.ask();
      await expect(page).toHaveURL((url) => url.href.startsWith(`${callback}?`));
      expect(new URL(page.url()).searchParams.get('code')).not.toBe(answer.get('code'));
    });

    test('a wrong password is refused in words', async ({ page, complaints }) => {
      complaints.expect(/status of 401/);
      const provider = new IdentityProviderPage(page);
      await provider.ask();
      const nobody = stranger();
      await provider.enter(nobody);

      await expect(provider.refusal).toHaveText('The e-mail address and the password do not belong together.');
      await expect(provider.email).toHaveValue(nobody.email);
    });
  });
}

test('an address that nobody registered is shown, and nobody is sent there', async ({ page, complaints }) => {
  complaints.expect(/status of 400/);
  const provider = new IdentityProviderPage(page);
  await provider.ask({ redirect_uri: `${callback}/extra` });

  await expect(page.getByRole('heading')).toHaveText('This link does not work');
  expect(new URL(page.url()).origin).toBe(idpOrigin);
});

test('nobody is signed out by a link', async ({ page, complaints }) => {
  complaints.expect(/status of 400/);
  const provider = new IdentityProviderPage(page);
  await provider.ask();
  await provider.enter(alice);
  await expect(page).toHaveURL((url) => url.href.startsWith(callback));

  await page.goto(`${idpOrigin}/realms/default/logout`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading')).toHaveText('You are signed out');

  await provider.ask();
  await expect(provider.signIn).toBeVisible();
});
