// Step by step: the page says what comes next, and waits until whoever reads it says to go on.

import { expect, test } from '../../fixtures/test';
import { ExperimentPage } from '../../pages/experiment';

test.beforeEach(({ complaints }) => complaints.allow(/status of 40[134]/));

test('each step is announced, and done when the button is pressed', async ({ page }) => {
  const experiment = new ExperimentPage(page, 'token-theft');
  const tokens = () => page.evaluate(() => Object.keys(localStorage).sort());
  await experiment.open();
  await experiment.stepByStep.click();

  await expect(experiment.status).toContainText('The token door. Next: the attacker posts a text on the wall.');
  await experiment.next.click();
  await expect(experiment.status).toContainText('Next: Alice signs in.');
  expect(await tokens(), 'announced, and not done').toEqual([]);
  await experiment.next.click();
  await expect(experiment.status).toContainText('/wall opens in the frame below');
  expect(await tokens(), 'there is time to look').toEqual(['access_token', 'refresh_token']);
  await experiment.next.click();
  await expect(experiment.status).toContainText('the attacker’s server, where no browser is, asks for /api/jwt/profile/me. It brings a token.');

  await page.reload();
  await expect(experiment.status).toContainText('It brings a token.');
  await experiment.next.click();
  await expect(experiment.status).toContainText('The session door. Next: the attacker posts');
  await experiment.rest.click();
  await experiment.evidence();
  await expect(page.locator('.verdict.token')).toContainText('Stolen, and used.');
  await expect(page.locator('.verdict.session')).toContainText('Nothing to take.');
});

test('the keyboard is enough: the next key goes on, and Tab leads to the rest', async ({ page }) => {
  const experiment = new ExperimentPage(page, 'token-theft');
  await experiment.open();
  await experiment.stepByStep.focus();
  await page.keyboard.press('Enter');

  for (const words of ['posts a text', 'Alice signs in', 'opens in the frame']) {
    await expect(experiment.status).toContainText(words);
    await expect(experiment.next).toBeFocused();
    await page.keyboard.press('Enter');
  }
  await expect(experiment.status).toContainText('asks for /api/jwt/profile/me');
  await expect(experiment.next).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(experiment.rest).toBeFocused();
  await page.keyboard.press('Space');
  await experiment.evidence();
  await expect(experiment.verdicts).toHaveCount(2);
});

test('it goes on step by step after an excursion to the attacker’s page', async ({ page, complaints }) => {
  // Most of what the attacker's pages send is refused, and the browser says so each time.
  complaints.allow(/.*/);
  const experiment = new ExperimentPage(page, 'csrf');
  await experiment.open();
  await experiment.stepByStep.click();

  await expect(experiment.status).toContainText('/stage/csrf opens in the frame below');
  await experiment.next.click();
  await expect(experiment.status).toContainText('This window leaves for http://127.0.0.1');
  await experiment.next.click();
  // There and back: the page was loaded anew, and asks all the same.
  await page.waitForURL(/\?running=[1-9]/);
  await expect(experiment.status).toContainText('This window leaves for http://localhost');
  await expect(experiment.next).toBeFocused();
  await page.reload();
  await expect(experiment.status).toContainText('This window leaves for http://localhost');
  await experiment.next.click();
  await expect(experiment.status).toContainText('A bank that says nothing of SameSite. Next:');
  const [run] = await (await page.request.get('/api/lab/experiments/csrf/runs')).json();
  expect(run, 'the first of them was played to its end').toMatchObject({ arm: 'none', verdict: 'fell' });
});

test('at once, nobody is asked', async ({ page }) => {
  const experiment = new ExperimentPage(page, 'token-theft');
  await experiment.open();
  await experiment.commit.click();
  await page.waitForURL(/\?running=0$/);
  await expect(experiment.next).toBeHidden();
  await experiment.evidence();
});
