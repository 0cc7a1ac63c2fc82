// Single logout: signed in at two apps through one provider, signed out at one of them. Both sessions are gone on the servers, so
// copies of both cookies open nothing, wherever they are.

import type { APIRequestContext, BrowserContext, Page } from '@playwright/test';

import { alice } from '../../fixtures/people';
import { origin } from '../../fixtures/server';
import { SESSION, sessionCookie } from '../../fixtures/session_cookie';
import { expect, test } from '../../fixtures/test';
import { IdentityProviderPage } from '../../pages/identity_provider';
import { NotesPage, notesSession, replayAtNotes } from '../../pages/notes';

/** Signs Alice in at the app, and at Notes without another prompt. */
async function signInAtBoth(page: Page, context: BrowserContext): Promise<NotesPage> {
  await page.goto('/account');
  await page.getByRole('button', { name: /^Continue with the lab/ }).click();
  await new IdentityProviderPage(page).enter(alice);
  await expect(page).toHaveURL(`${origin}/account`);
  const sandbox = (await context.cookies(origin)).find(({ name }) => name === '__Host-sandbox')!.value;
  const notes = new NotesPage(page, sandbox);
  await notes.open();
  await notes.signIn.click();
  await notes.expectOpen();
  return notes;
}

/** What the app answers to whoever shows a copy of a session's cookie. */
async function replayAtApp(thief: APIRequestContext, session: string): Promise<number> {
  const headers = { cookie: `${SESSION}=${session}` };
  return (await thief.get(`${origin}/api/session/profile/me`, { headers })).status();
}

test('signing out once at Notes ends both sessions on the servers', async ({ page, context, thief }) => {
  const notes = await signInAtBoth(page, context);
  const copies = { app: (await sessionCookie(context)).value, notes: await notesSession(context) };
  // The control: they are worth stealing.
  expect(await replayAtApp(thief, copies.app)).toBe(200);
  expect(await replayAtNotes(thief, copies.notes, notes.sandbox)).toBe(200);

  await notes.signOutEverywhere.click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Signed out' })).toBeVisible();

  expect(await replayAtApp(thief, copies.app)).toBe(401);
  expect(await replayAtNotes(thief, copies.notes, notes.sandbox)).toBe(401);
});

test('signing out of Notes alone leaves the app as it was', async ({ page, context, thief }) => {
  const notes = await signInAtBoth(page, context);
  const copies = { app: (await sessionCookie(context)).value, notes: await notesSession(context) };
  await notes.signOut.click();
  await expect(notes.signIn).toBeVisible();
  expect(await replayAtApp(thief, copies.app)).toBe(200);
  expect(await replayAtNotes(thief, copies.notes, notes.sandbox)).toBe(401);
});

test('a session in another browser goes on', async ({ page, context, anotherBrowser, thief }) => {
  const notes = await signInAtBoth(page, context);
  const phone = await anotherBrowser();
  await signInAtBoth(phone, phone.context());
  const onPhone = await notesSession(phone.context());
  await notes.signOutEverywhere.click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Signed out' })).toBeVisible();
  expect(await replayAtNotes(thief, onPhone, notes.sandbox)).toBe(200);
});
