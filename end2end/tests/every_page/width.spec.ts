// Every page fits the screen that it is on, from the smallest phone to the widest desk: nothing scrolls sideways
// (WCAG 1.4.10 asks for 320 px), and nothing is cut off.

import { expect, test } from '../../fixtures/test';
import { everyRoom } from '../../pages/every';

const widths = [320, 360, 768, 1280, 1920, 2560];

for (const { name, open, complaint } of everyRoom) {
  test(name, async ({ page, complaints }) => {
    if (complaint) complaints.expect(complaint);
    await open(page);

    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const beyond = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(beyond, `pixels beyond ${width}`).toBe(0);
    }
  });
}
