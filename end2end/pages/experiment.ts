// /experiments/<slug>: predict, run, read the verdicts, defend, run again.

import { expect, type Locator, type Page } from '@playwright/test';

/** What a run may take, in milliseconds: there is real work in some. */
const PATIENCE = 120_000;

/** The page of one experiment. */
export class ExperimentPage {
  readonly commit: Locator;
  readonly runAgain: Locator;
  readonly verdicts: Locator;
  readonly forget: Locator;

  constructor(
    readonly page: Page,
    readonly slug: string,
  ) {
    this.commit = page.getByRole('button', { name: 'Commit, and run the attack' });
    this.runAgain = page.getByRole('button', { name: 'Run again' });
    this.verdicts = page.locator('.verdict');
    this.forget = page.getByRole('button', { name: 'Forget prediction and runs' });
  }

  async open(): Promise<void> {
    await this.page.goto(`/experiments/${this.slug}`);
  }

  /** Predicts that these fall, and waits for what really happens. */
  async predict(...falls: string[]): Promise<void> {
    for (const door of falls) await this.page.getByRole('checkbox', { name: door }).check();
    await this.commit.click();
    await this.#evidence();
  }

  /** Runs it again with these switched on, by their slugs. */
  async defend(defences: readonly string[]): Promise<void> {
    for (const defence of defences) await this.page.locator(`input[name="defences[]"][value="${defence}"]`).check();
    await this.runAgain.click();
    await this.#evidence();
  }

  async #evidence(): Promise<void> {
    await this.page.waitForURL(/#evidence$/, { timeout: PATIENCE });
    await expect(this.verdicts.first()).toBeVisible();
  }
}
