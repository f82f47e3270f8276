import { useEffect, useRef, useState } from "preact/hooks";
import { useLazy } from "../lazy.ts";
import type { OverStepsProps } from "./OverSteps.tsx";

const load = async () => (await import("./OverSteps.tsx")).OverSteps;

/** Pixels below the window within which it is got ready. */
const NEAR = 200;

/** Ability against step, loaded when somebody scrolls towards it. */
export function OverStepsEntry(props: OverStepsProps) {
  const { ref, isNear } = useNear();
  const OverSteps = useLazy(load, isNear);
  return (
    <div class="over-steps-room" ref={ref}>
      {OverSteps && <OverSteps {...props} />}
    </div>
  );
}

/** True from the moment an element comes near the window. */
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
    return () => observer.disconnect();
  }, [isNear]);
  return { ref, isNear };
}
