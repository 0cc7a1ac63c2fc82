// /experiments/<slug>: predict, run, read the verdicts, defend, run again.

import { expect, type Locator, type Page } from '@playwright/test';

/** What a run may take, in milliseconds: there is real work in some. */
const PATIENCE = 120_000;

/** The page of one experiment. */
export class ExperimentPage {
  readonly commit: Locator;
  readonly runAgain: Locator;
  readonly stepByStep: Locator;
  readonly next: Locator;
  readonly rest: Locator;
  readonly status: Locator;
  readonly verdicts: Locator;
  readonly forget: Locator;

  constructor(
    readonly page: Page,
    readonly slug: string,
  ) {
    this.commit = page.getByRole('button', { name: 'Commit, and run the attack' });
    this.runAgain = page.getByRole('button', { name: 'Run again' });
    this.stepByStep = page.getByRole('button', { name: 'Step by step' });
    this.next = page.getByRole('button', { name: 'Next step' });
    this.rest = page.getByRole('button', { name: 'Run the rest' });
    this.status = page.getByRole('status');
    this.verdicts = page.locator('.verdict');
    this.forget = page.getByRole('button', { name: 'Forget prediction and runs' });
  }

  async open(): Promise<void> {
    await this.page.goto(`/experiments/${this.slug}`);
  }

  /** A view of what lay where in one trial: `Browser` or `Server`. */
  view(trial: Locator, place: 'Browser' | 'Server'): Locator {
    return trial.locator('.places > section', { has: this.page.getByRole('heading', { name: place, exact: true }) });
  }

  /** Waits for the verdicts. */
  async evidence(): Promise<void> {
    await this.page.waitForURL(/#evidence$/, { timeout: PATIENCE });
    await expect(this.verdicts.first()).toBeVisible();
  }

  /** Predicts that these fall, and waits for what really happens. */
  async predict(...falls: string[]): Promise<void> {
    for (const door of falls) await this.page.getByRole('checkbox', { name: door }).check();
    await this.commit.click();
    await this.evidence();
  }

  /** Runs it again with these switched on, by their slugs. */
  async defend(defences: readonly string[]): Promise<void> {
    for (const choice of await this.page.locator('#defend input[type=checkbox]').all()) {
      await choice.setChecked(defences.includes((await choice.getAttribute('value'))!));
    }
    await this.runAgain.click();
    await this.evidence();
  }
}
