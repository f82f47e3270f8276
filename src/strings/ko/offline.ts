import type { Strings } from "../en/index.ts";

/** The page without a network, and its newer versions. */
export const offline: Strings["offline"] = {
  kept: "네트워크 없이도 열립니다.",
  update: "이 페이지의 새 버전이 준비되었습니다.",
  reload: "새로고침",
  later: "나중에",
};
