// /compare without a mouse: everything is reached with Tab, done with Enter, and one always sees where one is.

import { expect, type Locator, type Page } from '@playwright/test';

import { doors } from '../../fixtures/doors';
import { alice } from '../../fixtures/people';
import { test } from '../../fixtures/test';
import { ComparePage } from '../../pages/compare';

/** Far more stops than the page has: whoever needs them has missed the goal. */
const STOPS = 60;

/** Presses Tab until `goal` has the focus. Every stop on the way must be seen. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const { tag, style, width } = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
      return { tag: document.activeElement!.tagName, style: outlineStyle, width: outlineWidth };
    });
    // Between the last stop and the first the focus is in the browser's own bar, and the page has none.
    if (tag === 'BODY') continue;
    expect(style, `the outline of ${tag} with the focus`).not.toBe('none');
    expect(width).not.toBe('0px');
    if (await goal.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${goal} cannot be reached with Tab`);
}

for (const door of doors) {
  test(`${door.title} is entered, looked at and left with the keyboard alone`, async ({ page }) => {
    const compare = new ComparePage(page);
    await compare.open();
    const panel = compare.door(door);

    await tabTo(page, panel.email);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(alice.email);
    await tabTo(page, panel.password);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(alice.password);
    await page.keyboard.press('Enter');
    await expect(panel.who).toHaveText(alice.name);

    await tabTo(page, panel.showProfile);
    await page.keyboard.press('Enter');
    await expect(panel.profile).toContainText(alice.email);

    const exchange = panel.wire.first().locator('summary');
    await tabTo(page, exchange);
    await page.keyboard.press('Enter');
    await expect(panel.wire.first().locator('details')).toHaveAttribute('open');

    // From the wire's last line on, Tab goes round by way of the browser's own bar.
    await page.keyboard.press('Home');
    await tabTo(page, panel.logOut);
    await page.keyboard.press('Enter');
    await expect(panel.signIn).toBeVisible();
  });
}

test('the first stop skips to the content', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();

  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await page.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  // The next stop lies in the content: the navigation is behind us.
  await page.keyboard.press('Tab');
  await expect(compare.signInToBoth).toBeFocused();
});
