// While something long goes on, a bar says how much of it is done: what was counted, and nothing that was not.

import { expect, test } from '../../fixtures/test';
import { ExperimentPage } from '../../pages/experiment';

/** A bar, as it stood at some moment. */
interface Bar {
  readonly done: number;
  readonly of: number;
  readonly words: string;
}

interface Run {
  readonly arm: string;
  readonly evidence: { readonly tables: readonly { readonly rows: readonly (readonly string[])[] }[] };
}

test('the bar of the guessing moves with the guesses, and ends where they did', async ({ page, complaints }) => {
  complaints.allow(/status of 404/);
  const [told, shown]: [Bar[], Bar[]] = [[], []];
  // Looked at on its way, and passed on as it is.
  await page.route('**/next', async (route) => {
    const answer = await route.fetch();
    const { count } = (await answer.json()) as { count: Bar | null };
    if (count) told.push(count);
    await route.fulfill({ response: answer });
  });
  await page.exposeFunction('barStands', (bar: Bar) => shown.push(bar));
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const bar = document.querySelector('progress');
      if (!bar) return;
      const words = bar.labels[0]!.textContent!.trim();
      (window as unknown as { barStands(bar: unknown): void }).barStands({ done: bar.value, of: bar.max, words });
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const experiment = new ExperimentPage(page, 'token-forgery');
  await experiment.open();
  await experiment.predict();

  const apart = (bars: Bar[]) => bars.filter((bar, at) => JSON.stringify(bar) !== JSON.stringify(bars[at - 1]));
  expect(apart(shown)).toEqual(apart(told));
  for (const { done, of, words } of shown) {
    expect(done).toBeLessThanOrEqual(of);
    expect(words).toBe(`${people(done)} of ${people(of)} words tried`);
  }
  // Each search begins anew, moves forward only, and ends with the guess that the evidence speaks of.
  const ends = shown.filter(({ done }, at) => at + 1 === shown.length || shown[at + 1]!.done < done);
  const runs: Run[] = await (await page.request.get('/api/lab/experiments/token-forgery/runs')).json();
  const guesses = (arm: string) => {
    const rows = runs.find((run) => run.arm === arm)!.evidence.tables[0]!.rows;
    return rows.find(([attack]) => attack === 'weak-secret')![2];
  };
  expect(ends.map(({ words }) => words.replace(' tried', ''))).toEqual([guesses('weak_secret'), guesses('local_storage_jwt')]);
});

function people(number: number): string {
  return number.toLocaleString('en');
}
