// The room `csrf`: a transfer that a cookie pays for, and a log of every attempt that reached the server.

import { expect, type Page } from '@playwright/test';

import { alice } from '../fixtures/people';

/** Why a transfer was not made; if it was, nothing. */
export type Refused = 'another_origin' | 'no_session' | 'no_token' | 'malformed' | null;

/** An attempt that reached the server. */
export interface Attempt {
  readonly number: number;
  readonly nonce: string | null;
  readonly cookie: boolean;
  readonly refused: Refused;
}

interface Account {
  readonly attempts: readonly Attempt[];
  /** What was really changed. */
  readonly transfers: readonly { readonly number: number; readonly nonce: string }[];
}

/** The room, as Alice's own browser sees it. */
export class CsrfRoom {
  private constructor(
    readonly page: Page,
    readonly sandbox: string,
    readonly antiForgeryToken: string,
  ) {}

  /** Signs Alice in. By the page's own script: a client that is no browser would make up a `SameSite` for what has none. */
  static async signIn(page: Page): Promise<CsrfRoom> {
    await page.goto('/sign-up');
    const { email, password } = alice;
    const answer = await page.evaluate(async (body) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/api/lab/rooms/csrf/login', { method: 'POST', headers, body })).json();
    }, JSON.stringify({ email, password }));
    expect(answer.message).toBe('User logged in');
    return new CsrfRoom(page, answer.sandbox, answer.anti_forgery_token);
  }

  /** Where a transfer is asked for. */
  transfer(sameSite: string, checks: string, cors = 'none'): string {
    return `/api/lab/rooms/csrf/${this.sandbox}/transfer/${sameSite}/${checks}/${cors}`;
  }

  async account(): Promise<Account> {
    return (await this.page.request.get('/api/lab/rooms/csrf/transfers')).json();
  }
}
