import { useEffect, useState } from "preact/hooks";
import type { Charge } from "../view/battery.ts";

interface Battery extends Charge, EventTarget {}

type WithBattery = Navigator & { getBattery?(): Promise<Battery> };

/** How full the battery is; null where the browser does not say. */
export function useBattery(): Charge | null {
  const [charge, setCharge] = useState<Charge | null>(null);
  useEffect(() => {
    const ended = new AbortController();
    const follow = (battery: Battery) => {
      if (ended.signal.aborted) return;
      const take = () => setCharge({ charging: battery.charging, level: battery.level });
      take();
      for (const news of ["chargingchange", "levelchange"])
        battery.addEventListener(news, take, { signal: ended.signal });
    };
    // a browser may refuse to tell
    (navigator as WithBattery).getBattery?.().then(follow, () => undefined);
    return () => ended.abort();
  }, []);
  return charge;
}
