// An experiment with scripts switched off: the sheet reads and predicts, and says why it cannot run.

import { expect, test } from '../../fixtures/test';
import { ExperimentPage } from '../../pages/experiment';

test.use({ javaScriptEnabled: false });

test('the sheet says that the attack needs scripts', async ({ page }) => {
  const experiment = new ExperimentPage(page, 'token-theft');
  await experiment.open();
  await experiment.commit.click();

  await expect(page).toHaveURL(/\?running=0$/);
  await expect(page.getByText('this one does not.')).toBeVisible();
});
