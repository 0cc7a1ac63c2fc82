// An experiment, as somebody meets it who has never seen it. What comes of each is proved elsewhere (`prove/`).

import { expect, test } from '../../fixtures/test';
import { ExperimentPage } from '../../pages/experiment';

const TOKEN = 'The token door';

test.beforeEach(({ complaints }) => complaints.allow(/status of 404/));

test('three clicks lead from the front page to the first verdict', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Attack both doors' }).click();
  await page.getByRole('checkbox', { name: TOKEN }).click();
  await page.getByRole('button', { name: 'Commit, and run it' }).click();

  const token = page.locator('.verdict.token');
  await expect(token).toContainText('Stolen, and used.', { timeout: 60_000 });
  await expect(token).toContainText('You predicted this.');
  await expect(page.locator('.verdict.session')).toContainText('Nothing to take.');
});

test('the keyboard is enough, from the prediction to the check', async ({ page }) => {
  const experiment = new ExperimentPage(page, 'token-theft');
  await experiment.open();
  await page.getByRole('checkbox', { name: TOKEN }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#evidence$/);
  await expect(experiment.verdicts).toHaveCount(2);

  // An arrow of the diagram leads to its line in words, which opens.
  const arrow = page.locator('.evidence.token a.exchange').last();
  await arrow.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.evidence.token .transcript li').last()).toContainText('authorization');

  const escaping = page.getByRole('checkbox', { name: 'Escaping' });
  await escaping.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#evidence$/);
  await expect(page.getByRole('heading', { name: 'Check: Complete.' })).toBeVisible();
});

test('what was stolen is marked all the way, in the drawing and in words', async ({ page }) => {
  const experiment = new ExperimentPage(page, 'token-theft');
  await experiment.open();
  await experiment.predict();

  const token = page.locator('.evidence.token');
  await expect(token.locator('a.exchange.stolen')).toHaveCount(2);
  await token.locator('.transcript > summary').click();
  const stolen = token.locator('.transcript li', { has: page.getByText('stolen', { exact: true }) });
  await expect(stolen).toHaveCount(2);
  // The sign-in that handed the token out is known for what it was only afterwards.
  await expect(token.locator('a.exchange.handed-out')).toHaveCount(1);
  const handedOut = token.locator('.transcript li', { hasText: 'handed out' });
  await expect(handedOut).toHaveCount(1);
  await expect(handedOut).toContainText('POST /api/jwt/login');
  await expect(handedOut).toContainText('The victim’s browser → The app, stolen later');
  // Nothing was stolen at the other door, so nothing was handed out to a thief.
  await expect(page.locator('.evidence.session').locator('.stolen, .handed-out')).toHaveCount(0);
  await expect(stolen.first()).toContainText('The victim’s browser → The attacker');
  await expect(stolen.last()).toContainText('The attacker → The app');
  // Both doors' code is there, from the files themselves.
  await expect(page.getByRole('region', { name: /local_storage_jwt\/storage\.rs/ })).toContainText('set_item(ACCESS_TOKEN');
  await expect(page.getByRole('region', { name: /session_cookie\.rs/ })).toContainText('with_http_only(true)');
});

test('two sandboxes run the same experiment at once and never meet', async ({ page, browser, complaints }) => {
  const other = await browser.newContext();
  await complaints.listen(other);
  await other.request.post('/api/lab/sandboxes');
  const [here, elsewhere] = [new ExperimentPage(page, 'token-theft'), new ExperimentPage(await other.newPage(), 'token-theft')];
  await Promise.all([here.open(), elsewhere.open()]);

  await Promise.all([here.predict(), elsewhere.predict(TOKEN)]);
  await elsewhere.defend(['escaping']);

  const runs = async ({ page }: ExperimentPage) => (await page.request.get('/api/lab/experiments/token-theft/runs')).json();
  expect(await runs(here)).toHaveLength(2);
  expect(await runs(elsewhere)).toHaveLength(4);
  await expect(here.page.getByText('You predicted otherwise.').first()).toBeVisible();
  for (const { evidence } of await runs(here)) {
    const stolen = evidence.events.filter(({ mark }: { mark: string }) => mark === 'stolen');
    expect(stolen.length, 'one loot and one replay at most').toBeLessThanOrEqual(2);
  }
  await elsewhere.forget.click();
  await expect(elsewhere.commit).toBeVisible();
  expect(await runs(here)).toHaveLength(2);
  await other.close();
});

test('a page that is loaded again in the middle goes on where it was', async ({ page }) => {
  await page.goto('/experiments/token-theft');
  await page.getByRole('button', { name: 'Commit, and run it' }).click();
  await page.waitForURL(/\?running=0$/);
  await page.reload();

  await page.waitForURL(/#evidence$/, { timeout: 60_000 });
  await expect(page.locator('.verdict')).toHaveCount(2);
});

test('a run can be looked at again, and run again as it was', async ({ page }) => {
  const experiment = new ExperimentPage(page, 'token-theft');
  await experiment.open();
  await experiment.predict();
  await experiment.defend(['escaping']);
  await experiment.defend([]);
  await page.getByRole('row', { name: /The token door Escaping stood/ }).getByRole('link').click();

  await expect(experiment.verdicts).toHaveCount(1);
  await expect(experiment.verdicts).toContainText('The script did not run');
  await experiment.runAgain.click();
  await page.waitForURL(/\?running=0$/);
  await page.waitForURL(/#evidence$/);
  await expect(page.getByRole('row', { name: /The token door Escaping stood/ })).toHaveCount(2);
});

test('the claims show what this sandbox has seen', async ({ page }) => {
  await page.goto('/claims');
  const claim = page.locator('article', { has: page.getByRole('heading', { name: /^T8 / }) });
  await expect(claim).toContainText('Not run in this sandbox yet.');

  const experiment = new ExperimentPage(page, 'token-theft');
  await experiment.open();
  await experiment.predict();
  await page.goto('/claims');

  await expect(claim).toContainText('Stolen, and used.');
  await expect(claim).toContainText('Nothing to take.');
});
