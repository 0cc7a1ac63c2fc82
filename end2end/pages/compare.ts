// /compare: both doors side by side.

import { expect, type Locator, type Page } from '@playwright/test';

import { sessionDoor, tokenDoor, type Door } from '../fixtures/doors';
import { DoorPanel } from './door';

/** The main room. */
export class ComparePage {
  readonly token: DoorPanel;
  readonly session: DoorPanel;
  readonly signInToBoth: Locator;

  constructor(readonly page: Page) {
    this.token = this.door(tokenDoor);
    this.session = this.door(sessionDoor);
    this.signInToBoth = page.getByRole('button', { name: 'Sign in to both as Alice' });
  }

  /** One door's panel. */
  door(door: Door): DoorPanel {
    return new DoorPanel(this.page, door);
  }

  /** Opens the page and waits until its wasm is awake: only then can the button for both be pressed. */
  async open(): Promise<void> {
    await this.page.goto('/compare');
    await expect(this.signInToBoth).toBeEnabled();
  }

  /** Opens the page, and signs Alice in at both doors. */
  async openSignedIn(): Promise<void> {
    await this.open();
    await this.signInToBoth.click();
    await expect(this.token.who).toBeVisible();
    await expect(this.session.who).toBeVisible();
  }
}
