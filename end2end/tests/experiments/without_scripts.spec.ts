// An experiment with scripts switched off: the sheet reads and predicts, and says why it cannot run.

import { expect, test } from '../../fixtures/test';
import { ExperimentPage } from '../../pages/experiment';

test.use({ javaScriptEnabled: false });

test('the sheet says that the attack needs scripts', async ({ page, complaints }) => {
  // Without scripts the wasm that the page announces is of no use.
  complaints.allow(/preloaded using link preload/);
  const experiment = new ExperimentPage(page, 'token-theft');
  await experiment.open();
  await experiment.commit.click();

  await expect(page).toHaveURL(/\?running=0$/);
  await expect(page.getByRole('region', { name: 'Running' })).toContainText('this one does not', { useInnerText: true });
});
