// The account's own page at the identity provider, and the step that it adds to every sign-in.

import { expect, type Locator, type Page } from '@playwright/test';

import { AuthenticatorApp } from '../fixtures/authenticator_app';
import { alice, type Person } from '../fixtures/people';
import { idpOrigin, origin } from '../fixtures/server';

export class ProviderAccountPage {
  readonly heading: Locator;
  readonly state: Locator;
  readonly done: Locator;
  readonly refusal: Locator;
  readonly setUpApp: Locator;
  readonly passkeyName: Locator;
  readonly makePasskey: Locator;
  readonly code: Locator;
  readonly turnOn: Locator;
  readonly goOn: Locator;
  readonly usePasskey: Locator;
  readonly passkeyInstead: Locator;
  readonly signInWithPasskey: Locator;
  readonly codes: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.state = page.locator('.heading .on, .heading .off');
    this.done = page.locator('.done');
    this.refusal = page.getByRole('alert');
    this.setUpApp = page.getByRole('button', { name: 'Set up an app' });
    this.passkeyName = page.getByLabel('Name of the device');
    this.makePasskey = page.getByRole('button', { name: 'Make a passkey' });
    this.code = page.getByLabel(/^Code from your app|^Enter the code/);
    this.turnOn = page.getByRole('button', { name: 'Turn it on' });
    this.goOn = page.getByRole('button', { name: 'Go on' });
    this.usePasskey = page.getByRole('button', { name: 'Use your passkey' });
    this.passkeyInstead = page.getByRole('button', { name: 'Use a passkey instead' });
    this.signInWithPasskey = page.getByRole('button', { name: 'Sign in with a passkey' });
    this.codes = page.locator('.codes-sheet li');
  }

  /** Leaves the app for the provider, which makes the sandbox's realm there. */
  async leaveTheApp(): Promise<void> {
    await this.page.goto(`${origin}/account`);
    await this.page.getByRole('button', { name: 'Continue with the lab’s identity provider' }).click();
    await this.page.waitForURL(`${idpOrigin}/**`);
  }

  /** Types the password at the provider. */
  async enter({ email, password }: Person = alice): Promise<void> {
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  /** Opens the page, in a realm that is there already, and signs in if that is asked. */
  async open(): Promise<void> {
    await this.page.goto(await this.address());
    if (!(await this.heading.filter({ hasText: 'Your account' }).isVisible())) await this.enter();
    await expect(this.heading).toHaveText('Your account');
  }

  /** Comes to the page for the first time: by way of the app, which makes the realm. */
  async begin(): Promise<void> {
    await this.leaveTheApp();
    await this.open();
  }

  /** Turns the second factor on, and keeps the ten codes. Stands on the account's page then. */
  async setUp(): Promise<{ app: AuthenticatorApp; codes: string[] }> {
    await this.setUpApp.click();
    const app = await this.readKey();
    await this.code.fill(app.code);
    await this.turnOn.click();
    await expect(this.codes).toHaveCount(10);
    const codes = await this.codes.allTextContents();
    await this.page.getByRole('link', { name: 'I have kept them' }).click();
    await expect(this.state).toHaveText('On');
    return { app, codes };
  }

  /** Opens the place where the page shows the key, and types it into an app. */
  async readKey(): Promise<AuthenticatorApp> {
    await this.page.getByText('No camera? Type the key').click();
    return this.typeKey();
  }

  /** Types the key that is seen into an app. */
  async typeKey(): Promise<AuthenticatorApp> {
    return new AuthenticatorApp(await this.page.locator('.key code').innerText());
  }

  /** Signs the browser out everywhere, as if it were another: it stays in its sandbox. */
  async forget(): Promise<void> {
    const context = this.page.context();
    const sandbox = (await context.cookies()).filter(({ name }) => name === '__Host-sandbox');
    await context.clearCookies();
    await context.addCookies(sandbox);
  }

  /** Uses a code at the second step. */
  async bring(code: string): Promise<void> {
    await this.code.fill(code);
    await this.goOn.click();
  }

  /** Uses a recovery code at the second step. */
  async recover(code: string): Promise<void> {
    await this.page.getByText('Use a recovery code').click();
    await this.page.getByLabel('Recovery code').fill(code);
    await this.page.getByRole('button', { name: 'Use this code' }).click();
  }

  /** Where it is: a sandbox is a realm. */
  async address(): Promise<string> {
    const cookies = await this.page.context().cookies(origin);
    const sandbox = cookies.find(({ name }) => name === '__Host-sandbox')!.value;
    return `${idpOrigin}/realms/${sandbox}/account`;
  }
}
