// Every experiment is played in two sandboxes at once: in one as it is, in the other with what stops it. Neither sees anything
// of the other: no loot, no rows, no switches, no runs.

import { expect, test } from '../../fixtures/test';
import { ExperimentPage } from '../../pages/experiment';
import { slugs, type Experiment, type Run, type Trial } from '../../prove/experiments';

for (const slug of slugs) {
  test(slug, async ({ page, browser, complaints }) => {
    test.setTimeout(60_000);
    complaints.allow(/.*/);
    const other = await browser.newContext();
    await complaints.listen(other);
    await other.request.post('/api/lab/sandboxes');
    const [here, elsewhere] = [new ExperimentPage(page, slug), new ExperimentPage(await other.newPage(), slug)];
    const all: Experiment[] = await (await page.request.get('/api/lab/experiments')).json();
    const [bare, stopped] = contrast(all.find((one) => one.slug === slug)!);

    await Promise.all([here.play(bare.door, bare.defences), elsewhere.play(stopped.door, stopped.defences)]);

    for (const [sheet, trial] of [[here, bare], [elsewhere, stopped]] as const) {
      const runs: Run[] = await (await sheet.page.request.get(`/api/lab/experiments/${slug}/runs`)).json();
      const came = runs.map(({ arm, defences, verdict }) => ({ door: arm, defences, expected: verdict }));
      expect(came, 'one run, under its own switches, and what comes of it alone').toEqual([trial]);

      const named = JSON.stringify(runs).match(/__Host-sandbox=[\w-]+/g) ?? [];
      const own = await sandbox(sheet);
      expect(named.filter((name) => name !== own), 'what another sandbox asked for').toEqual([]);
      const browsed = runs.some(({ evidence }) => evidence.events.some(({ from, to }) => from === 'browser' && to === 'app'));
      if (browsed) expect(named).toContain(own);
    }
    await other.close();
  });
}

/** An arm that falls, and the same where something stops it; where nothing does, two arms that differ. */
function contrast({ trials }: Experiment): [Trial, Trial] {
  for (const bare of trials.filter(({ defences, expected }) => defences.length === 0 && expected === 'fell')) {
    const stopped = trials.find(({ door, expected }) => door === bare.door && expected === 'stood');
    if (stopped) return [bare, stopped];
  }
  return [trials.find(({ expected }) => expected === 'fell')!, trials.find(({ expected }) => expected === 'stood')!];
}

/** What is left of a sandbox's name, where it is recorded. */
async function sandbox({ page }: ExperimentPage): Promise<string> {
  const cookies = await page.context().cookies();
  return `__Host-sandbox=${cookies.find(({ name }) => name === '__Host-sandbox')!.value.slice(0, 6)}`;
}
