// Signing in at Notes, which has no password of anybody: who somebody is, the provider says, and says it once.

import { randomUUID } from 'node:crypto';

import { alice } from '../../fixtures/people';
import { idpOrigin, notesOrigin, origin } from '../../fixtures/server';
import { expect, test } from '../../fixtures/test';
import { IdentityProviderPage } from '../../pages/identity_provider';
import { NotesPage, notesSession } from '../../pages/notes';

for (const scripts of ['on', 'off']) {
  test.describe(`with scripts ${scripts}`, () => {
    test.use({ javaScriptEnabled: scripts === 'on' });

    test('whoever signs in at the provider reads, writes and deletes', async ({ page, context }) => {
      const [notes, provider] = [new NotesPage(page), new IdentityProviderPage(page)];
      await notes.open();
      await expect(page.getByLabel('Password')).toHaveCount(0);
      await notes.signIn.click();
      await expect(page).toHaveURL((url) => url.origin === idpOrigin);
      await expect(page.getByText('to go on to Notes')).toBeVisible();
      await provider.enter(alice);
      await notes.expectOpen();
      await notesSession(context);

      const text = `milk, ${randomUUID()}`;
      await notes.write(text);
      await notes.expectOpen();
      await expect(notes.note(text)).toHaveCount(1);
      await notes.note(text).getByRole('button', { name: 'Delete' }).click();
      await notes.expectOpen();
      await expect(notes.note(text)).toHaveCount(0);
    });

    test('whoever has signed out of Notes alone is not asked again', async ({ page }) => {
      const [notes, provider] = [new NotesPage(page), new IdentityProviderPage(page)];
      await notes.open();
      await notes.signIn.click();
      await provider.enter(alice);
      await notes.signOut.click();
      await expect(notes.signIn).toBeVisible();

      const seen: string[] = [];
      page.on('framenavigated', (frame) => seen.push(new URL(frame.url()).origin));
      await notes.signIn.click();
      await notes.expectOpen();
      expect(seen, 'no page of the provider was shown').toEqual([notesOrigin]);
    });

    test('whoever signs out everywhere is asked once, and signed out of both', async ({ page }) => {
      const [notes, provider] = [new NotesPage(page), new IdentityProviderPage(page)];
      await notes.open();
      await notes.signIn.click();
      await provider.enter(alice);
      await notes.signOutEverywhere.click();

      await expect(page).toHaveURL((url) => url.origin === idpOrigin && !url.searchParams.has('id_token_hint'));
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('heading', { name: 'Signed out' })).toBeVisible();
      expect(new URL(page.url()).origin).toBe(notesOrigin);
      await notes.signIn.click();
      await expect(provider.signIn).toBeVisible();
    });
  });
}

test('whoever is signed in at the app is signed in at Notes by one button', async ({ page, context }) => {
  await page.goto('/account');
  await page.getByRole('button', { name: /^Continue with the lab/ }).click();
  await new IdentityProviderPage(page).enter(alice);
  await expect(page).toHaveURL(`${origin}/account`);
  await page.goto('/');
  await page.getByRole('link', { name: 'Notes' }).click();

  const sandbox = (await context.cookies(origin)).find(({ name }) => name === '__Host-sandbox')!.value;
  const notes = new NotesPage(page, sandbox);
  await expect(page).toHaveURL(notes.address);
  await notes.signIn.click();
  await notes.expectOpen();
  await notesSession(context);
});

test('a sandbox that the provider has never met is said in words', async ({ page, context, complaints }) => {
  complaints.expect(/status of 404/);
  const sandbox = (await context.cookies(origin)).find(({ name }) => name === '__Host-sandbox')!.value;
  const notes = new NotesPage(page, sandbox);
  await notes.open();
  await notes.signIn.click();
  await expect(notes.refusal).toContainText('does not know this sandbox yet');
  await page.getByRole('link', { name: 'Back to the notebook' }).click();
  await expect(notes.signIn).toBeVisible();
});

test('by keyboard alone', async ({ page }) => {
  const [notes, provider] = [new NotesPage(page), new IdentityProviderPage(page)];
  await notes.open();
  await page.keyboard.press('Tab');
  await expect(notes.signIn).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL((url) => url.origin === idpOrigin);
  await expect(provider.email, 'the field is where one types at once').toBeFocused();
  await page.keyboard.type(alice.email);
  await page.keyboard.press('Tab');
  await expect(provider.password).toBeFocused();
  await page.keyboard.type(alice.password);
  await page.keyboard.press('Enter');
  await notes.expectOpen();
});
