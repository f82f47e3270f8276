/** Words for a phone: what a hidden tab did to training, and the battery. */
import { expect, suite, test } from "vitest";
import { batteryWords } from "../src/ui/view/battery.ts";
import { hiddenWords, paceOf } from "../src/ui/view/hidden.ts";

suite("a tab that was hidden", () => {
  const before = { seconds: 10, taken: 1000 };

  test("is told as it was observed: went on, slowed, stood still", () => {
    expect(hiddenWords({ seconds: 60, taken: 5900 }, before)).toBe(
      "This tab was hidden for 1 min. Training went on: 5,900 steps of all runs.",
    );
    expect(hiddenWords({ seconds: 60, taken: 600 }, before)).toMatch(
      /600 steps .*at 10 % of its pace.*In sight/,
    );
    expect(hiddenWords({ seconds: 60, taken: 0 }, before)).toContain("stood still");
  });

  test("is not compared with a pace that was hardly seen", () => {
    expect(hiddenWords({ seconds: 60, taken: 6 }, { seconds: 0.5, taken: 500 })).not.toContain("%");
  });

  test("its pace is between two looks", () => {
    expect(paceOf({ at: 1000, steps: 10 }, { at: 3500, steps: 60 })).toEqual({ seconds: 2.5, taken: 50 });
  });
});

suite("the battery", () => {
  test("is spoken of where it is low, and while training drains it", () => {
    expect(batteryWords(null, "training")).toBe("");
    expect(batteryWords({ charging: true, level: 0.05 }, "training")).toBe("");
    expect(batteryWords({ charging: false, level: 0.8 }, "idle")).toBe("");
    expect(batteryWords({ charging: false, level: 0.8 }, "training")).toContain("80 %");
    expect(batteryWords({ charging: false, level: 0.2 }, "idle")).toContain("20 %");
  });
});
