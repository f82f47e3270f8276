import type { Strings } from "../en/index.ts";
import { RATES } from "./rates.ts";
import { predictionWords, scalingWords, textLossWords } from "./scaling.ts";
import { both, list } from "./words.ts";

/** The charts' sentences, titles and keys. */
export const charts: Strings["charts"] = {
  ability: {
    title: "폭에 따른 능력",
    shows: "폭에 따른 능력에서 볼 것",
    caption: "시험용 문제의 정답률. 과제마다 선 하나입니다.",
    empty: "폭에 따른 과제별 점수",
    views: {
      mean: { title: "평균", hint: "정답률의 시드 평균과 그 구간" },
      share: { title: "시드 비율", hint: "시드 가운데 몇 개에 이 능력이 있는가" },
      mirage: {
        title: "신기루",
        hint: "정답률과, 토큰 정확도만으로 나올 값을 나란히: 도약은 재는 방법이 만든 것인가?",
      },
    },
    mirageKey: "% · 실선: 정답률 · 가는 선과 +: pᴸ, 토큰 정확도 p와 답의 토큰 수 L에서 · ◆ 나타난 곳",
    shareKey: (isMany) =>
      `이 능력이 있는 시드의 비율(%) · 막대: 윌슨 95% 구간 · –: 그 시드들의 평균 점수${isMany ? " (가리킨 과제)" : ""}`,
    meanKey: (seeds, isMany) => {
      const bars = seeds > 2 ? "시드에 대한 95% 구간" : "두 시드의 범위";
      return `정답률(%), 시드 평균 · 점선: 우연${isMany ? " (가리킨 과제)" : ""} · ◆ 나타난 곳${seeds > 2 ? "과 그 구간" : ""}${seeds > 1 ? ` · 막대: ${bars}` : ""}`;
    },
    rise: (title, from, to) => `가장 가파른 상승: ${title}, ${from}에서 ${to}로.`,
    highest: (title, score) => `가장 높은 점수: ${title}, ${score}.`,
    score: (percents, width) => `폭 ${width}의 ${percents}`,
    oneSeed:
      "폭마다 시드가 하나입니다. 능력이 있거나 아직이거나입니다. 비율을 말하려면 시드가 더 필요합니다.",
    allAgree: (seeds) => `모든 폭에서 시드 ${seeds}개의 결과가 서로 같습니다.`,
    split: ({ title, width, passed, seeds, low, high, mean }) =>
      `시드가 가장 갈리는 곳은 ${title}, 폭 ${width}입니다: 시드 ${seeds}개 중 ${passed}개에 능력이 있고(95% 구간 ${low}~${high}%), ${passed === 1 ? "그 점수는" : "그 평균 점수는"} ${mean}%입니다.`,
  },

  overSteps: {
    title: "스텝에 따른 능력",
    caption: "학습하는 동안의 시험용 문제 정답률. 과제마다 그림 하나, 폭마다 선 하나입니다.",
    key: "정답률(%), 시드 평균 · 점선: 우연 · ◆ 나타난 스텝",
    at: (width) => `폭 ${width}에서 `,
    order: (at, first, last) =>
      last
        ? `${at}가장 먼저는 ${first.title}: ${first.when}. 마지막은 ${last.title}: ${last.when}.`
        : `${at}${first.title}: ${first.when}.`,
  },

  mirage: {
    single: "여기서는 답이 기호 하나이므로 곱할 것이 없습니다.",
    yourFile: "내 파일",
    none: (name) => `${name}: 아직 도약이 없습니다. 정답률이 오를 길의 절반을 오르지 않았습니다.`,
    gradual: (name) => `${name}: 도약이 아닙니다. 정답률이 사다리의 절반이 넘는 구간에 걸쳐 오릅니다.`,
    between: (from, to) => `폭 약 ${both(from, to)} 사이`,
    pace: (times) => `그 앞까지의 ${times}배 빠르기로`,
    learned: (name, where, pace) =>
      `${name}: 정답률이 뛰는 곳(${where})에서 손실도 ${pace} 내려갑니다: 배운 것입니다.`,
    metricMade: (name, where, pace) =>
      `${name}: 정답률이 뛰는 곳(${where})에서 손실은 더 빨리 내려가지 않습니다(${pace}): 재는 방법이 만든 도약입니다.`,
    unclear: (name, where, pace) =>
      `${name}: 정답률이 ${where}에서 뜁니다. ${pace ? `손실은 ${pace} 내려가는데, 두 판정의 중간입니다` : "그 앞의 사다리가 너무 짧아 판정하기 어렵습니다"}.`,
    groups: {
      metricMade: "재는 방법이 만든 도약",
      learned: "배운 것",
      unclear: "분명하지 않음",
      none: "아직 도약 없음",
    },
    group: (title, names) => `${title}: ${list(names)}.`,
    hedge: (widths) => `짐작일 뿐입니다. 폭 ${widths}가지는 판정하기에 적습니다.`,
  },

  rates: {
    title: "학습률과 폭",
    caption: "모든 학습률과 폭의 시험용 손실.",
    key: "시험용 손실, 답 토큰당 내트, 시드 평균 · 색이 진할수록 낮음 · 테두리: 그 폭에서 가장 낮음 · × 발산",
    keyOfRate: "학습률을 누르면 그 변형이 보입니다",
    panel: "시험용 손실",
    rate: "학습률",
    width: "폭 ",
    show: "이 학습률 보기: ",
    diverged: "발산",
    lowest: "그 폭에서 가장 낮음",
    words: RATES,
  },

  scaling: {
    title: "크기에 따른 손실",
    measuredBy: "크기를 재는 방법",
    sizes: {
      parameters: { title: "파라미터", hint: "임베딩과 출력층을 뺀 파라미터" },
      flops: { title: "FLOPs", hint: "보이는 스텝까지 학습 실행 하나의 학습 FLOPs" },
    },
    sizeWords: {
      parameters: "N, 임베딩과 출력층을 뺀 파라미터",
      flops: "C, 학습 실행 하나의 학습 FLOPs",
    },
    caption: "각 폭의 시험용 손실과 이를 지나는 거듭제곱 법칙.",
    empty: "크기에 따른 각 폭의 시험용 손실",
    key: (size, step, isLeftOut) =>
      `${step && `${step}스텝에서 `}답 토큰당 내트, 가로축은 ${size}, 두 축 모두 로그 · 점: 시드 · 고리: 평균 · 띠: 시드에 대한 95% · ${isLeftOut ? "◇ 나머지 폭에서 나중에 계산" : "◇ 예측"}`,
    fit: scalingWords,
    prediction: predictionWords,
    predicted: "나오기 전에 한 예측",
    predictedHelp:
      "가장 넓은 폭의 손실을 알기 전에 더 좁은 폭들에서 예측합니다. 순서가 narrow-first이면 폭마다 예측합니다.",
    table: "크기에 따른 시험용 손실, 답 토큰당 내트",
    columns: {
      width: "폭",
      parameters: "임베딩을 뺀 파라미터",
      flops: "FLOPs",
      mean: "손실, 시드 평균",
      seeds: "시드",
      step: "스텝",
      written: "적은 때",
      predicted: "예측",
      interval: "95% 구간",
      came: "실제",
      error: "오차",
    },
    writtenAt: (at, step) => `${at}, 그 폭의 ${step}스텝에서`,
    after: (seconds) => `${seconds}초 뒤`,
  },

  loss: {
    diverged: (widths) => `발산: 폭 ${list(widths)}.`,
    single: (width, loss, step) => `시험용 문제에서 폭 ${width}: ${loss}내트${atStep(step)}.`,
    equal: (loss, step) => `시험용 문제에서 모든 폭: ${loss}내트${atStep(step)}.`,
    ranked: (low, high, step) =>
      `시험용 문제의 손실은 폭 ${low.width}에서 가장 낮고(${low.loss}내트) 폭 ${high.width}에서 가장 높습니다(${high.loss}내트${step && `, ${step}스텝`}).`,
    ordered: "폭이 넓어질수록 손실이 낮아집니다.",
    text: textLossWords,
  },
};

const atStep = (step: string): string => step && ` (${step}스텝)`;
