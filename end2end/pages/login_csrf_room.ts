// The room `login-csrf`: a sign-in, and notes that whoever is signed in keeps. It is used as its own page would use it, by
// requests of its own origin.

import type { Page } from '@playwright/test';

import type { Person } from '../fixtures/people';

const ROOM = '/api/lab/rooms/login-csrf';

/** The room, in the browser of whoever came. */
export class LoginCsrfRoom {
  constructor(readonly page: Page) {}

  /** Signs in as the room's own form does, with the token that it was handed. */
  async signIn({ email, password }: Pick<Person, 'email' | 'password'>): Promise<number> {
    const { anti_forgery_token } = await this.#get('form');
    const body = new URLSearchParams({ email, password, anti_forgery_token }).toString();
    return this.#post('login', 'application/x-www-form-urlencoded', body);
  }

  /** Who is signed in here. */
  async who(): Promise<string | undefined> {
    return (await this.#get('profile')).email;
  }

  async write(text: string): Promise<number> {
    return this.#post('notes', 'application/json', JSON.stringify({ text }));
  }

  async notes(): Promise<string[]> {
    return (await this.#get('notes')).notes.map(({ text }: { text: string }) => text);
  }

  /** Why the last sign-in that reached the server was not done; if it was, nothing. */
  async lastRefusal(): Promise<string | null> {
    return (await this.#get('attempts')).attempts.at(-1).refused;
  }

  #get(path: string) {
    return this.page.evaluate(async (path) => (await fetch(path)).json(), `${ROOM}/${path}`);
  }

  #post(path: string, type: string, body: string): Promise<number> {
    return this.page.evaluate(
      async ({ path, type, body }) =>
        (await fetch(path, { method: 'POST', headers: { 'content-type': type }, body })).status,
      { path: `${ROOM}/${path}`, type, body },
    );
  }
}
