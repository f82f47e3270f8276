/** The rescaled score from which an ability counts as there (τ). */
export const TAU = 0.5;

/** A score on the scale where chance is 0 and the ceiling 1; NaN where chance leaves no room. */
export const rescale = (score: number, chance: number): number =>
  chance < 1 ? (score - chance) / (1 - chance) : Number.NaN;

/** The score whose rescaled value is `rescaled`: where τ lies on a task's own axis. */
export const unscale = (rescaled: number, chance: number): number => chance + rescaled * (1 - chance);

/** True once the ability is there; false, "not yet", also where nothing has been measured. */
export const isThere = (score: number, chance: number, tau: number = TAU): boolean =>
  rescale(score, chance) >= tau;
