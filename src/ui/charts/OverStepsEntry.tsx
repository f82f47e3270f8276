import { useEffect, useRef, useState } from "preact/hooks";
import { useLazy } from "../lazy.ts";
import type { OverStepsProps } from "./OverSteps.tsx";

const load = async () => (await import("./OverSteps.tsx")).OverSteps;

/** Pixels below the window within which it is got ready. */
const NEAR = 200;

/** Milliseconds after which it comes by itself: who hears the page or goes by its headings does not scroll. */
const LATER = 15_000;

/** Ability against step, loaded when somebody scrolls towards it, or later. */
export function OverStepsEntry(props: OverStepsProps) {
  const { ref, isNear } = useNear();
  const OverSteps = useLazy(load, isNear);
  return (
    <div class="over-steps-room" ref={ref}>
      {OverSteps && <OverSteps {...props} />}
    </div>
  );
}

/** True from the moment an element comes near the window, or has waited. */
function useNear() {
  const ref = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (isNear || !ref.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setNear(true),
      { rootMargin: `0px 0px ${NEAR}px` },
    );
    observer.observe(ref.current);
    const timer = setTimeout(() => setNear(true), LATER);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [isNear]);
  return { ref, isNear };
}
