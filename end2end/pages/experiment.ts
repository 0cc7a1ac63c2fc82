// /experiments/<slug>: predict, run, read the verdicts, defend, run again.

import { expect, type Locator, type Page } from '@playwright/test';

import { alice } from '../fixtures/people';
import { IdentityProviderPage } from './identity_provider';

/** What a run may take, in milliseconds: there is real work in some. */
const PATIENCE = 120_000;
/** How often somebody presses Tab before giving up. */
const PRESSES = 600;
/** How many of them are sent without a look where the focus is: looking costs much more than pressing. */
const AT_ONCE = 20;

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
    this.commit = page.getByRole('button', { name: 'Commit, and run it' });
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

  /** Waits for the verdicts. Where the run asks somebody to sign in elsewhere, does that, without a mouse. */
  async evidence(): Promise<void> {
    const isOver = ({ hash }: URL) => hash === '#evidence';
    const leaves = ({ searchParams }: URL) => searchParams.get('sign-in') === 'providers';
    await this.page.waitForURL((url) => isOver(url) || leaves(url), { timeout: PATIENCE });
    while (leaves(new URL(this.page.url()))) {
      await this.page.getByRole('button', { name: /^Continue with the lab/ }).press('Enter');
      const provider = new IdentityProviderPage(this.page);
      await provider.enterByKeyboard(alice);
      await this.page.waitForURL((url) => isOver(url) || leaves(url), { timeout: PATIENCE });
    }
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

  /** The same as `predict`, without a mouse. */
  async predictByKeyboard(...falls: string[]): Promise<void> {
    for (const door of falls) {
      await this.#tabTo(this.page.getByRole('checkbox', { name: door }));
      await this.page.keyboard.press('Space');
    }
    await this.#press(this.commit);
  }

  /** The same as `defend`, without a mouse. */
  async defendByKeyboard(defences: readonly string[]): Promise<void> {
    for (const choice of await this.page.locator('#defend input[type=checkbox]').all()) {
      if ((await choice.isChecked()) === defences.includes((await choice.getAttribute('value'))!)) continue;
      await this.#tabTo(choice);
      await this.page.keyboard.press('Space');
    }
    await this.#press(this.runAgain);
  }

  /** Has one arm played with these switched on, whatever was predicted, in this browser and its sandbox. */
  async play(door: string, defences: readonly string[]): Promise<void> {
    const begun = await this.page.request.post(`/api/lab/experiments/${this.slug}/runs`, { data: { door, defences } });
    expect(begun.ok(), await begun.text()).toBe(true);
    await this.page.goto(`/experiments/${this.slug}?running=0`);
    await this.evidence();
  }

  /** Presses a button that begins a run, and waits for its end. The evidence of the run before has the same address. */
  async #press(button: Locator): Promise<void> {
    await this.#tabTo(button);
    const begun = this.page.waitForURL(/\?running=0$/, { waitUntil: 'commit' });
    await this.page.keyboard.press('Enter');
    await begun;
    await this.evidence();
  }

  /** Goes there by Tab, from wherever the focus is. Once there, the focus stays, however many presses are still on their way. */
  async #tabTo(place: Locator): Promise<void> {
    await place.evaluate((element: HTMLElement) => (element.onkeydown = ({ key }) => key !== 'Tab'));
    const hasFocus = () => place.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < PRESSES && !(await hasFocus()); presses += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.page.keyboard.press('Tab')));
    }
    await expect(place, `${PRESSES} times Tab lead there`).toBeFocused();
    await place.evaluate((element: HTMLElement) => (element.onkeydown = null));
  }
}
