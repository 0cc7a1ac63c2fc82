// The pages of a relying party that no one here wrote, and the way from there to the provider and back.

import { expect, type Locator, type Page } from '@playwright/test';

import type { Person } from '../fixtures/people';
import type { RelyingParty } from '../fixtures/relying_party';
import { IdentityProviderPage } from './identity_provider';

/** A relying party's only page. */
export class RelyingPartyPage {
  readonly signInLink: Locator;
  readonly refresh: Locator;
  readonly signOut: Locator;
  readonly refusal: Locator;
  readonly provider: IdentityProviderPage;

  constructor(
    readonly page: Page,
    readonly party: RelyingParty,
  ) {
    this.signInLink = page.getByRole('link', { name: 'Sign in' });
    this.refresh = page.getByRole('button', { name: 'Refresh' });
    this.signOut = page.getByRole('button', { name: 'Sign out' });
    this.refusal = page.getByRole('alert');
    this.provider = new IdentityProviderPage(page);
  }

  async open(): Promise<void> {
    await this.page.goto(this.party.origin);
  }

  /** Goes to the provider, with something wrong if so wished, and signs in there. */
  async signIn(person: Person, fault?: string): Promise<void> {
    if (fault) await this.page.goto(`${this.party.origin}/sign-in?fault=${fault}`);
    else await this.signInLink.click();
    await this.provider.enter(person);
  }

  /** What the page says of whoever is signed in. */
  claim(name: string): Locator {
    return this.page.locator(`[data-claim=${name}]`);
  }

  /** Signs out here, and at the provider, which asks. */
  async signOutEverywhere(): Promise<void> {
    await this.signOut.click();
    await expect(this.page.getByRole('heading')).toHaveText('Sign out?');
    await this.page.getByRole('button', { name: 'Sign out' }).click();
    await expect(this.signInLink).toBeVisible();
  }
}
