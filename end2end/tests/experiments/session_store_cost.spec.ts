// What it costs to know who asks: a real page asks, and a bar says how many requests were counted. What decides is a count; the
// times are shown as they were measured, in a drawing and in words.

import { beyond, objections, torn } from '../../fixtures/readable';
import { expect, test } from '../../fixtures/test';
import { ExperimentPage } from '../../pages/experiment';

interface Run {
  readonly arm: string;
  readonly finding: string;
  readonly evidence: {
    readonly bars: readonly { readonly bars: readonly { readonly median: number }[] }[];
    readonly tables: readonly { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }[];
  };
}

const ways = ['A bare token', 'A token, with a denylist', 'A session, read from its row', 'A session in memory'];

test('the requests of a page are counted while they come, and shown beside each other', async ({ page, complaints }) => {
  test.setTimeout(120_000);
  // Asked once more after signing out, three of the four are refused.
  complaints.allow(/status of 401/);
  const counted: number[] = [];
  await page.route('**/next', async (route) => {
    const answer = await route.fetch();
    const { count } = (await answer.json()) as { count: { readonly done: number; readonly of: number } | null };
    if (count) counted.push(count.done / count.of);
    await route.fulfill({ response: answer });
  });
  const sheet = new ExperimentPage(page, 'session-store-cost');
  await sheet.open();
  await expect(page.getByText('Measured with a load'), 'nothing tells what is to be predicted').toHaveCount(0);
  await sheet.predict('A session, read from its row');

  // Once for each arm, and to its end.
  expect(counted.filter((done) => done === 1)).toHaveLength(4);
  const words = ['Asks nothing.', 'Asks the store at every request.', 'Asks the store at every request.', 'Asks nothing.'];
  await expect(sheet.verdicts.locator('.big')).toHaveText(words);

  const runs: Run[] = await (await page.request.get('/api/lab/experiments/session-store-cost/runs')).json();
  for (const { finding, evidence } of runs) {
    const [table] = evidence.tables;
    const column = (name: string) => table!.rows.map((row) => row[table!.columns.indexOf(name)]);
    expect(column('Requests'), finding).toEqual(['100', '100', '100', '100']);
    expect(column('Look-ups').slice(0, 3), finding).toEqual(['0', '100', '100']);
    expect(column('After signing out'), finding).toEqual(['200', '401', '401', '401']);
  }

  await page.locator('details.evidence').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
  for (const figure of await page.locator('.bars').all()) {
    await expect(figure.locator('strong')).toHaveText(ways);
    // The longest line ends where the drawing does; the others are drawn to the same scale.
    const ends = await figure.locator('path').evaluateAll((lines) => lines.map((line) => Number(line.getAttribute('d')!.split('H')[1])));
    expect(Math.max(...ends)).toBe(100);
    expect(Math.min(...ends)).toBeGreaterThan(0);
  }
  await expect(page.getByRole('heading', { name: 'Measured with a load' })).toBeVisible();
  for (const width of [320, 360, 1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await beyond(page), `pixels beyond ${width}`).toBe(0);
    expect.soft(await torn(page), `words torn at ${width}`).toEqual([]);
  }
  expect(await objections(page)).toEqual([]);
});
