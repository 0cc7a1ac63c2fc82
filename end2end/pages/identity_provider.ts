// The identity provider's own page: another site, where the password is typed and no client can look.

import type { Locator, Page } from '@playwright/test';

import type { Person } from '../fixtures/people';
import { idpOrigin, origin } from '../fixtures/server';

/** Where the app's users are sent back to. */
export const callback = `${origin}/sign-in/idp/callback`;

/** RFC 7636 Appendix B: nobody redeems the code here. */
const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** The page that asks who somebody is. */
export class IdentityProviderPage {
  readonly email: Locator;
  readonly password: Locator;
  readonly signIn: Locator;
  readonly refusal: Locator;

  constructor(readonly page: Page) {
    this.email = page.getByLabel('E-mail');
    this.password = page.getByLabel('Password');
    this.signIn = page.getByRole('button', { name: 'Sign in' });
    this.refusal = page.getByRole('alert');
  }

  /** Comes with the app's question, some of it set otherwise. */
  async ask(otherwise: Record<string, string> = {}): Promise<void> {
    const question = new URLSearchParams({
      client_id: 'two-doors',
      redirect_uri: callback,
      response_type: 'code',
      scope: 'openid profile email',
      state: 'the state',
      nonce: 'the nonce',
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
      ...otherwise,
    });
    await this.page.goto(`${idpOrigin}/realms/default/authorize?${question}`);
  }

  /** Fills in the form and sends it. */
  async enter({ email, password }: Person): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.signIn.click();
  }

  /** The same, without a mouse. */
  async enterByKeyboard({ email, password }: Person): Promise<void> {
    await this.email.fill(email);
    await this.password.pressSequentially(password);
    await this.password.press('Enter');
  }
}
