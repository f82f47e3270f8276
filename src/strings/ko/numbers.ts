import type { Strings } from "../en/index.ts";

/** Numbers and times as people read them. */
export const numbers: Strings["numbers"] = {
  locale: "ko-KR",
  percent: (n) => `${n}%`,
  below: (n) => `${n} 미만`,
  thousands: (n) => `${n}k`,
  millions: (n) => `${n}M`,
  bytes: (n) => `${n}바이트`,
  seconds: (n) => `${n}초`,
  minutes: (n) => `${n}분`,
  hours: (n) => `${n}시간`,
};
