// /account: one's devices, one's name and one's password, or the form to sign in with.

import type { Locator, Page } from '@playwright/test';

import type { Person } from '../fixtures/people';

/** The own account, which is reached through the session door. */
export class AccountPage {
  readonly who: Locator;
  readonly signIn: Locator;
  readonly refusal: Locator;
  /** What a form has just done, in words. */
  readonly done: Locator;
  /** One row a device. */
  readonly devices: Locator;
  readonly thisDevice: Locator;
  readonly otherDevices: Locator;
  readonly logOut: Locator;
  readonly endAll: Locator;
  readonly name: Locator;
  readonly changeName: Locator;
  readonly currentPassword: Locator;
  readonly newPassword: Locator;
  readonly changePassword: Locator;

  constructor(readonly page: Page) {
    this.who = page.getByTestId('who');
    this.signIn = page.getByRole('button', { name: 'Sign in' });
    this.refusal = page.getByRole('alert');
    this.done = page.getByRole('status');
    this.devices = page.getByRole('row').filter({ has: page.getByRole('rowheader') });
    this.thisDevice = this.devices.and(page.locator('[aria-current=true]'));
    this.otherDevices = this.devices.and(page.locator(':not([aria-current=true])'));
    this.logOut = page.getByRole('button', { name: 'Log out' });
    this.endAll = page.getByRole('button', { name: 'End all devices' });
    this.name = page.getByRole('textbox', { name: 'Name' });
    this.changeName = page.getByRole('button', { name: 'Change name' });
    this.currentPassword = page.getByLabel('Current password');
    this.newPassword = page.getByLabel('New password');
    this.changePassword = page.getByRole('button', { name: 'Change password' });
  }

  /** The button that ends the device of a row. */
  endOf(row: Locator): Locator {
    return row.getByRole('button', { name: /^End/ });
  }

  async open(): Promise<void> {
    await this.page.goto('/account');
  }

  /** Opens the page and sends somebody's credentials. */
  async enter({ email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
    await this.open();
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.signIn.click();
  }

  /** Asks for another name. */
  async rename(name: string): Promise<void> {
    await this.name.fill(name);
    await this.changeName.click();
  }

  /** Asks for another password. */
  async choose(current: string, next: string): Promise<void> {
    await this.currentPassword.fill(current);
    await this.newPassword.fill(next);
    await this.changePassword.click();
  }
}
