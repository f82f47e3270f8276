import type { TaskWords } from "../en/named.ts";

const EVEN = "형식에 맞는 이어짐이 두 가지이고, 어느 쪽도 답의 절반을 넘지 않습니다.";
const RECIPE = "(프리셋 ‘글’, 시드 1개, 2,500스텝)";

/** The task of small stories and the abilities inside it. The stories are English. */
export const stories: Readonly<Record<string, TaskWords>> = {
  stories: {
    title: "이야기",
    about: "짧은 영어 이야기를 한 글자씩 이어 씁니다.",
    chance: "가장 흔한 글자인 빈칸을 항상 답하면 그만큼 맞습니다.",
    pilot: "폭 32에서 시험용 손실은 글자당 1.28내트, 1.85비트였습니다 (시드 1개, 1,000스텝).",
    reference:
      "Eldan and Li (2023), TinyStories, arXiv:2305.07759 (생각만 빌렸고, 여기의 이야기는 문법으로 만듭니다)",
  },
  "stories-quotes": {
    title: "닫는 따옴표",
    about: "문장이 끝난 뒤, 따옴표가 열려 있으면 닫고 아니면 다음 문장을 시작합니다.",
    chance: EVEN,
    pilot: `다섯 가운데 첫 번째로, 폭 64까지 나타났습니다 ${RECIPE}.`,
    reference:
      "Karpathy, Johnson and Fei-Fei 2015, “Visualizing and Understanding Recurrent Networks”, arXiv:1506.02078: 열린 따옴표를 기억하는 셀.",
  },
  "stories-spelling": {
    title: "철자",
    about: "처음 세 글자만으로 하나로 정해지는 낱말을 완성합니다.",
    chance: "어떤 낱말 끝도 그보다 자주 묻지 않습니다.",
    pilot: `다섯 가운데 두 번째로, 폭 64까지 나타났습니다 ${RECIPE}.`,
  },
  "stories-pronouns": {
    title: "대명사",
    about: "앞에 나온 이름에 맞게 his나 her, himself나 herself로 이어 씁니다.",
    chance: EVEN,
    pilot: `폭 64에서 아직입니다 ${RECIPE}.`,
  },
  "stories-agreement": {
    title: "수 일치",
    about:
      "The dogs by the tree were, the dog by the trees was: 가장 가까운 명사가 아니라 주어에 수를 맞춥니다.",
    chance: EVEN,
    pilot: `다섯 가운데 세 번째로, 폭 64까지 나타났습니다 ${RECIPE}.`,
  },
  "stories-names": {
    title: "이름",
    about: "두 인물 가운데 누가 주었는지, 누가 말하는지, 누구의 것인지 올바른 이름을 말합니다.",
    chance: "앞에 나온 두 인물 가운데 하나를 답할 때입니다.",
    pilot: `폭 64에서 아직입니다 ${RECIPE}.`,
  },
};
