// Pictures of every page: `npm run screenshots` draws those of the README,
// `PICTURES=<folder> npm run screenshots` every page in every state besides, in both themes and three widths.

import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { expect, test } from './fixtures/test';
import { ComparePage } from './pages/compare';
import { everyRoom } from './pages/every';
import { ExperimentPage } from './pages/experiment';
import { slugs } from './prove/experiments';

const docs = join(__dirname, '..', 'docs');
const folder = process.env.PICTURES;

/** The whole page, when its fonts are there and nothing moves any more. */
async function picture(page: Page, path: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path, fullPage: true, animations: 'disabled', caret: 'hide' });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test.describe('README', () => {
      test.use({ viewport: { width: 1280, height: 800 } });
      test('compare', async ({ page }) => {
        const compare = new ComparePage(page);
        await compare.openSignedIn();
        await expect(compare.session.rows).toHaveCount(1);
        await picture(page, join(docs, `compare-${colorScheme}.png`));
      });
    });

    /** In every width. */
    async function pictures(page: Page, name: string): Promise<void> {
      for (const width of [360, 1280, 1920]) {
        await page.setViewportSize({ width, height: 800 });
        await picture(page, join(folder!, `${name.replaceAll(/\W+/g, '-')}-${colorScheme}-${width}.png`));
      }
    }

    for (const { name, open, complaint } of folder ? everyRoom : []) {
      test(name, async ({ page, complaints }) => {
        if (complaint) complaints.expect(complaint);
        await open(page);
        await pictures(page, name);
      });
    }

    for (const slug of folder ? slugs : []) {
      test(`evidence of ${slug}`, async ({ page, complaints }) => {
        test.setTimeout(3 * 60_000);
        complaints.allow(/.*/);
        const experiment = new ExperimentPage(page, slug);
        await experiment.open();
        await experiment.predict();
        await page.locator('details.evidence').first().evaluate((first) => first.setAttribute('open', ''));
        await pictures(page, `evidence-${slug}`);
      });
    }
  });
}

test.describe('README', () => {
  test.use({ viewport: { width: 1280, height: 800 } });
  test('experiment', async ({ page, complaints }) => {
    complaints.allow(/status of 404/);
    const experiment = new ExperimentPage(page, 'token-theft');
    await experiment.open();
    await experiment.predict('The token door');
    await page.setViewportSize({ width: 1280, height: 1240 });
    await page.evaluate(() => {
      scrollTo(0, 0);
      return document.fonts.ready;
    });
    await page.screenshot({ path: join(docs, 'experiment-light.png'), animations: 'disabled' });
  });
});
