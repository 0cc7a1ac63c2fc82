// /sign-up: one account for both doors.

import type { Locator, Page } from '@playwright/test';

import type { Person } from '../fixtures/people';

/** The form that makes an account. */
export class SignUpPage {
  readonly password: Locator;
  readonly create: Locator;
  readonly refusal: Locator;
  /** What became of it, in words. */
  readonly done: Locator;

  constructor(readonly page: Page) {
    this.password = page.getByLabel('Password');
    this.create = page.getByRole('button', { name: 'Create account' });
    this.refusal = page.getByRole('alert');
    this.done = page.getByRole('status');
  }

  /** Opens the page and sends the form. */
  async signUp({ email, name, password }: Person): Promise<void> {
    await this.page.goto('/sign-up');
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Name').fill(name);
    await this.password.fill(password);
    await this.create.click();
  }
}
