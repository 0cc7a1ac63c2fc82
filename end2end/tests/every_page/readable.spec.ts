// Every page, in every state: axe finds nothing to object to in either theme, and it fits the screen that it is on, from the
// smallest phone to the widest desk. Nothing scrolls sideways (WCAG 1.4.10 asks for 320 px), and no word that a person reads
// is torn apart to make it so.
//
// One visit for all of that: to get somewhere takes longer than to look around.

import { beyond, objections, torn } from '../../fixtures/readable';
import { expect, test } from '../../fixtures/test';
import { everyRoom } from '../../pages/every';

const widths = [320, 360, 768, 1280, 1920, 2560];

for (const { name, open, complaint } of everyRoom) {
  test(name, async ({ page, complaints }) => {
    test.slow();
    if (complaint) complaints.expect(complaint);
    await open(page);

    expect.soft(await objections(page)).toEqual([]);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect.soft(await beyond(page), `pixels beyond ${width}`).toBe(0);
      expect.soft(await torn(page), `words torn at ${width}`).toEqual([]);
    }
  });
}
