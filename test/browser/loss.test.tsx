import { afterEach, expect, suite, test } from "vitest";
import {
  begun,
  button,
  chooseSingle,
  clear,
  different,
  draw,
  drawn,
  frames,
  pixels,
  settled,
  tell,
} from "./loss-source.tsx";

afterEach(clear);

const TINY = { widths: [2, 4, 8], seeds: [0, 1, 2], steps: 800 };

suite("the loss chart while training", () => {
  test.each(["mean", "single"])("drawn strip by strip is as drawn at once: %s", async (mode) => {
    const control = begun(TINY);
    tell(control, 0, 450, true);
    draw(control);
    await drawn();
    if (mode === "single") await chooseSingle();
    let before = pixels();
    for (let from = 450; from < 700; from += 50) {
      tell(control, from, 50, true);
      await settled();
      const now = pixels();
      expect(different(before, now)).toBeGreaterThan(20);
      before = now;
    }
    // a theme's change or a resize draws all of it anew, and so does another choice and back
    document.querySelectorAll<HTMLButtonElement>(".read-out button")[0]!.click();
    await frames(3);
    expect(different(before, pixels())).toBeGreaterThan(100);
    document.querySelectorAll<HTMLButtonElement>(".read-out button")[0]!.click();
    await frames(3);
    expect(different(before, pixels())).toBeLessThan(10);
  });

  test("paused it holds still while training goes on, and shows it all afterwards", async () => {
    const control = begun(TINY);
    tell(control, 0, 300, true);
    draw(control);
    await drawn();
    button("Pause drawing").click();
    await frames(3);
    const dt = () => document.querySelector(".read-out dt")!.textContent;
    expect(dt()).toContain("Drawing is paused, training goes on");
    const held = pixels();
    tell(control, 300, 90, true);
    draw(control);
    await settled();
    expect(different(held, pixels())).toBe(0);
    // other choices are drawn of what there was
    document.querySelectorAll<HTMLButtonElement>(".read-out button")[0]!.click();
    await frames(3);
    document.querySelectorAll<HTMLButtonElement>(".read-out button")[0]!.click();
    await frames(3);
    expect(different(held, pixels())).toBe(0);
    button("Go on drawing").click();
    await settled();
    expect(different(held, pixels())).toBeGreaterThan(100);
    expect(dt()).toContain("Now");
  });
});
