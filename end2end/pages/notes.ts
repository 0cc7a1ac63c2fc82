// Notes: a second app that trusts the lab's identity provider. It has no form for a password.

import { expect, type APIRequestContext, type BrowserContext, type Locator, type Page } from '@playwright/test';

import { notesOrigin } from '../fixtures/server';

/** The cookie of whoever is signed in at Notes. */
export const NOTES_SESSION = '__Host-notes_session';

/** A notebook: one sandbox's, of whoever is signed in. */
export class NotesPage {
  readonly signIn: Locator;
  readonly text: Locator;
  readonly keep: Locator;
  readonly notes: Locator;
  readonly refusal: Locator;
  readonly signOut: Locator;
  readonly signOutEverywhere: Locator;

  constructor(
    readonly page: Page,
    readonly sandbox = 'default',
  ) {
    this.signIn = page.getByRole('button', { name: 'Sign in with the identity provider' });
    this.text = page.getByLabel('New');
    this.keep = page.getByRole('button', { name: 'Keep it' });
    this.notes = page.getByRole('listitem');
    this.refusal = page.getByRole('alert');
    this.signOut = page.getByRole('button', { name: 'Sign out of Notes' });
    this.signOutEverywhere = page.getByRole('button', { name: 'Sign out everywhere' });
  }

  get address(): string {
    return `${notesOrigin}/${this.sandbox}/`;
  }

  async open(): Promise<void> {
    await this.page.goto(this.address);
  }

  /** Opens the notebook of somebody who is signed in. */
  async expectOpen(): Promise<void> {
    await expect(this.page).toHaveURL(this.address);
    await expect(this.text).toBeVisible();
  }

  async write(text: string): Promise<void> {
    await this.text.fill(text);
    await this.keep.click();
  }

  /** The note with this text. */
  note(text: string): Locator {
    return this.notes.filter({ hasText: text });
  }
}

/** The session cookie of a browser at Notes. */
export async function notesSession(context: BrowserContext): Promise<string> {
  const cookie = (await context.cookies(notesOrigin)).find(({ name }) => name === NOTES_SESSION);
  expect(cookie, 'the browser keeps a session cookie of Notes').toMatchObject({
    domain: 'notes.localhost',
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    path: '/',
  });
  return cookie!.value;
}

/** What Notes answers to whoever shows a copy of a session's cookie: by address and name, for resolvers do not know the name. */
export async function replayAtNotes(thief: APIRequestContext, session: string, sandbox = 'default'): Promise<number> {
  const { host, port } = new URL(notesOrigin);
  const headers = { host, cookie: `${NOTES_SESSION}=${session}` };
  const response = await thief.get(`http://127.0.0.1:${port}/${sandbox}/api/profile`, { headers });
  return response.status();
}
