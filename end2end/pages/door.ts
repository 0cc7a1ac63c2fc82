// One door on /compare: its form, whoever stands in it, and the three looks at what it leaves behind.

import type { Locator, Page } from '@playwright/test';

import type { Door } from '../fixtures/doors';
import type { Person } from '../fixtures/people';

/** A door's panel. The same for both, as the panel itself is. */
export class DoorPanel {
  readonly panel: Locator;
  readonly email: Locator;
  readonly password: Locator;
  readonly signIn: Locator;
  /** The name of whoever is signed in. */
  readonly who: Locator;
  readonly showProfile: Locator;
  readonly profile: Locator;
  readonly logOut: Locator;
  /** Why something was refused, in words. */
  readonly refusal: Locator;

  constructor(page: Page, { title }: Door) {
    this.panel = page.getByRole('article', { name: title });
    this.email = this.panel.getByLabel('E-mail');
    this.password = this.panel.getByLabel('Password');
    this.signIn = this.panel.getByRole('button', { name: 'Sign in' });
    this.who = this.panel.getByTestId('who');
    this.showProfile = this.panel.getByRole('button', { name: 'Profile' });
    this.profile = this.panel.getByTestId('profile');
    this.logOut = this.panel.getByRole('button', { name: 'Log out' });
    this.refusal = this.panel.getByRole('alert');
  }

  /** What any script on the page can read. */
  get browser(): Locator {
    return this.panel.getByRole('region', { name: /^Browser/ });
  }

  /** How long the access token will be believed: `in 14 min 3 s`, or when it expired. */
  get expiry(): Locator {
    return this.browser.getByRole('definition').filter({ hasText: /^(in \d|expired)/ });
  }

  /** Every exchange with the server, newest first. */
  get wire(): Locator {
    return this.panel.getByRole('region', { name: /^Wire/ }).getByRole('listitem');
  }

  /** What the server keeps. */
  get server(): Locator {
    return this.panel.getByRole('region', { name: /^Server/ });
  }

  /** The server's rows, without the heading of their table. */
  get rows(): Locator {
    return this.server.getByRole('row').filter({ has: this.panel.page().getByRole('rowheader') });
  }

  /** Types somebody's credentials and sends them. */
  async enter({ email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.signIn.click();
  }
}
