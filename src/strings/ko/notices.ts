import type { Strings } from "../en/index.ts";
import { messages } from "./messages.ts";

/** Messages over the page's lower edge, questions before something is lost, and what a dragged file is told. */
export const notices: Strings["notices"] = {
  error: "오류.",
  dismiss: "닫기",
  older: (n) => `${n}개 더`,
  language: "그 언어의 문구를 불러오지 못했습니다. 연결을 확인하고 다시 선택하세요.",
  exported: (names) => `다운로드 폴더로 내보냈습니다: ${names}.`,
  exportFailed: (why) =>
    `내보내기: 파일 세 개를 쓰려고 했지만 다음 문제가 생겼습니다: ${messages.say(why)}. 기록은 그대로 있으니 다시 시도하세요.`,
  recordedFailed: (why) => `기록된 실험: ${messages.say(why)}.`,
  discard: (points) => `지난 실험의 점 ${points}개를 아직 내보내지 않았습니다. 버릴까요?`,
};
