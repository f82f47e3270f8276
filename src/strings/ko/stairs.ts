import type { Strings } from "../en/index.ts";
import { EMERGENCE, previewWords, stepsOf, whenWords } from "./emergence.ts";
import { list, object } from "./words.ts";

/** How the sweep is told: its sentence, its cells, its answers. */
export const stairs: Strings["stairs"] = {
  title: "폭마다 할 수 있는 것",
  grid: "능력과 폭에 따른 정답률(%)",
  ability: "능력 ↓",
  width: "폭 →",
  beforeWidth: "폭 ",
  ofWidth: (width) => `폭 ${width}`,
  rung: (parameters, heads) => `파라미터 ${parameters}개, 헤드 ${heads}개`,
  diverged: "발산",
  someDiverged: (diverged, of) => `${of}개 중 ${diverged}개 발산`,
  notYet: "아직",
  legend: (isToken) =>
    `완전히 맞힌 문제의 비율(%)${isToken ? "(기호마다 따로 세는 과제에서는 맞힌 기호의 비율)" : ""}, 시드 평균. 눈금은 우연히 맞힐 확률입니다. ‘아직’은 우연과 만점의 중간을 넘은 시드가 절반이 안 된다는 뜻입니다.`,
  speed: "초당 스텝",
  speedLabel: "초당 스텝",

  answersAtEnd: "마지막에 각 폭이 내놓은 답",
  answersNow: "지금 각 폭이 내놓는 답",
  noAnswers: "학습을 시작하면 여기에 문제 세 개가 나옵니다.",
  underlined: "틀린 기호에는 밑줄이 있습니다.",
  task: "과제",
  goesOn: "이어지는 글: ",
  right: "맞음: ",
  wrong: "틀림: ",

  compareAt: "같은 양에서 폭 비교:",
  axes: { step: "스텝", tokens: "토큰", flops: "FLOPs", wall_time: "시간(초)" },
  axisHints: {
    step: "모든 폭을 같은 횟수만큼 갱신한 뒤에 비교합니다",
    tokens: "모든 폭이 같은 수의 토큰을 학습한 뒤에 비교합니다. 여기서는 스텝이 같을 때와 같습니다",
    flops: "모든 폭이 같은 양을 계산한 뒤에 비교합니다. 폭이 넓을수록 스텝 수는 적습니다",
    wall_time: "모든 폭을 이 기기에서 같은 시간만큼 학습시킨 뒤에 비교합니다",
  },
  steps: stepsOf,
  tokens: (n) => `토큰 ${n}개`,

  emergence: EMERGENCE,
  preview: previewWords,
  when: whenWords,
  yourFile: "내 파일",

  firstScores: "첫 평가가 끝나면 첫 점수가 나옵니다.",
  soFar: (step) => `지금까지 ${step}스텝.`,
  compared: (axis, budget) => `${axis} 기준으로 같은 양에서 비교${budget && `, 학습 실행마다 ${budget}`}.`,
  plan(widths, abilities, title) {
    const n = widths.length;
    const ladder =
      n === 1
        ? `폭 ${widths[0]}의 작은 트랜스포머 하나가`
        : `폭 ${widths[0]}부터 ${widths[n - 1]}까지 작은 트랜스포머 ${n}개가`;
    const what = abilities === 1 ? object(`‘${title}’`) : `능력 ${abilities}가지를 한꺼번에`;
    return `${ladder} 이 브라우저 안에서 ${what} 배웁니다.`;
  },
  invite: (plan) => `학습 시작을 눌러 보세요. ${plan}`,
  planned: (plan) => plan,
  cellFills: "폭이 문제를 맞히는 만큼 칸이 차오릅니다. 그때까지는 ‘아직’이라고 적혀 있습니다.",
  invitation: "학습 시작을 누르면 이 자리에 내 실험이 들어옵니다.",

  cell: {
    head: (title, width) => `${title}, 폭 ${width}`,
    diverged: (head) => `${head}: 모든 학습 실행이 발산해서 매길 점수가 없습니다.`,
    notEvaluated: (head) => `${head}: 아직 평가하지 않았습니다.`,
    chance: (percents) => `우연히 맞힐 확률은 ${percents}입니다.`,
    seed: (seed, percents) => `${seed}번 ${percents}`,
    found: (head, percents, seeds, { isToken, heldOut, step }) =>
      `${head}: ${step}스텝에서 ${heldOut ? "학습에 없던 문제" : "학습에서 보았을 수도 있는 문제"}로 잰 ${isToken ? "기호 정답률" : "정답률"} ${percents}${seeds.length > 0 ? ` (시드 ${list(seeds)})` : ""}.`,
    success: (passed, seeds, low, high) =>
      `시드 ${seeds}개 중 ${passed}개에 이 능력이 있습니다(95% 구간: 시드의 ${low}~${high}%).`,
    lost: (lost, seeds) =>
      `${seeds === 1 ? "" : `이 가운데 시드 ${lost}개는 `}더 넓은 폭에서 다시 내려갑니다. 계속 남아야 나타난 것으로 셉니다.`,
    when: (when) => `${when}.`,
  },
};
