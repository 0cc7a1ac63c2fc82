// The pages of somebody else's provider, and the way there.

import type { Page, Response } from '@playwright/test';

/** Signing in through a provider, from whichever page has its button. */
export class ProviderPages {
  constructor(
    readonly page: Page,
    readonly origin: string,
  ) {}

  /** Leaves for the provider, up to its sign-in page. */
  async leave(): Promise<void> {
    await this.page.getByRole('button', { name: 'Continue with Certified' }).click();
    await this.page.getByPlaceholder('Enter any login').waitFor();
  }

  /** Signs in there, agrees, and returns what the house answered to the browser that came back. */
  async signIn(name: string): Promise<Response> {
    await this.page.getByPlaceholder('Enter any login').fill(name);
    await this.page.getByPlaceholder('and password').fill('whatever');
    await this.page.getByRole('button', { name: 'Sign-in' }).click();
    const back = this.page.waitForResponse((response) => response.url().includes('/callback?'));
    await this.page.getByRole('button', { name: 'Continue' }).click();
    const response = await back;
    await this.page.waitForURL(`${this.origin}/**`);
    return response;
  }

  /** Says no there. */
  async cancel(): Promise<void> {
    await this.page.getByRole('link', { name: 'Cancel' }).click();
  }
}
