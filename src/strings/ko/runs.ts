import type { Strings } from "../en/index.ts";

/** The table of runs. */
export const runs: Strings["runs"] = {
  title: "학습 실행",
  empty: "학습을 시작하면 폭과 시드마다 한 줄씩 여기에 나옵니다.",
  columns: {
    width: "폭",
    seed: "시드",
    parameters: "파라미터",
    steps: "스텝",
    train: "학습 손실",
    heldOut: "시험용 손실",
    stepsPerSecond: "스텝/초",
    tokensPerSecond: "토큰/초",
    left: "남은 시간",
    state: "상태",
  },
  divergedAt: (step) => `${step}스텝에서 발산`,
  states: {
    training: "학습 중",
    paused: "일시 정지",
    failed: "오류로 끝남",
    notStarted: "시작하지 않음",
    waiting: "대기 중",
    done: "완료",
    stopped: "중지됨",
  },
};
