/** Numbers and times as people read them. */
export const numbers = {
  /** For grouping and dates. */
  locale: "en-GB",
  /** @param n as `47` */
  percent: (n: string) => `${n} %`,
  below: (n: string) => `less than ${n}`,
  thousands: (n: string) => `${n} k`,
  millions: (n: string) => `${n} M`,
  bytes: (n: string, one: boolean) => (one ? `${n} byte` : `${n} bytes`),
  seconds: (n: string) => `${n} s`,
  minutes: (n: string) => `${n} min`,
  hours: (n: string) => `${n} h`,
};
