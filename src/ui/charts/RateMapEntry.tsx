import { useLazy } from "../lazy.ts";
import type { RateMapProps } from "./RateMap.tsx";

const loadMap = async () => (await import("./RateMap.tsx")).RateMap;

/** The map of learning rates, loaded where variants have rates of their own. */
export function RateMapEntry(props: RateMapProps) {
  const hasRates = props.recipe.variants.some(({ learningRate }) => learningRate !== undefined);
  const RateMap = useLazy(loadMap, hasRates);
  return hasRates && RateMap ? <RateMap {...props} /> : null;
}
