import type { Strings } from "../en/index.ts";
import { messages } from "./messages.ts";
import { object, subject, topic, withParticle } from "./words.ts";

/** Sweeps beside the present one, and the table of runs. */
export const study: Strings["study"] = {
  origins: { recorded: "기록된 실험", earlier: "이전 실험", imported: "불러온 실험" },
  labels: { recorded: "기록", earlier: "이전", imported: "불러옴" },
  from: (origin) => ` · ${origin}`,
  dashedDiamonds: (name) => ` · 점선, ◇: ${name}`,
  drop: "여기에 놓으세요. 실험 파일은 옆에 열리고, 다른 파일은 학습 데이터가 됩니다. 파일은 이 탭을 벗어나지 않습니다.",
  dropBusy: "여기에 놓으세요. 실험 파일은 바로 옆에 열립니다. 학습 데이터는 학습이 멈춘 뒤에 열 수 있습니다.",
  dataBusy: (file) =>
    `${file} 파일은 학습 데이터인데 지금 실험이 진행 중입니다. 학습을 멈춘 뒤 다시 열어 주세요.`,
  saved: (file) => `${file} 파일을 다운로드 폴더에 저장했습니다. 여기에서 열면 누구나 같은 차트를 봅니다.`,
  savedMeans: (file) =>
    `${file} 파일을 다운로드 폴더에 저장했습니다. 실험이 길어서 학습 손실은 몇 스텝씩의 평균으로 담았습니다. 모든 점은 내보내기로 저장할 수 있습니다.`,
  notSaved: (got) =>
    `실험 저장: 파일 하나를 쓰려고 했지만 다음 문제가 생겼습니다: ${messages.say(got)}. 실험은 그대로 있으니 다시 시도해 주세요.`,
  tooLarge: (title, megabytes) =>
    `${topic(`“${title}”`)} 이번 방문에 쓸 수 있는 메모리 ${megabytes} MB보다 큽니다. 학습 실행이나 스텝이 더 적은 실험을 열어 주세요.`,
  noRoom: (titles, most, megabytes) =>
    `이번 방문에는 실험을 ${most}개, 최대 ${megabytes} MB까지 둡니다. 자리를 만들려면 저장하지 않은 ${subject(titles.map((title) => `“${title}”`).join(", "))} 사라집니다. 계속할까요?`,
  full: (title, unsaved, most, megabytes) =>
    `${object(`“${title}”`)} 열지 않았습니다. 이번 방문에는 실험을 ${most}개, 최대 ${megabytes} MB까지 두는데, 저장하지 않은 ${subject(`“${unsaved}”`)} 사라지게 됩니다. 목록에서 실험을 저장하거나 뺀 뒤 다시 열어 주세요.`,
  sweeps: "실험",
  sweepsHelp: (most, megabytes) =>
    `학습을 다시 시작해도 앞의 실험이 여기에 남습니다. 이 탭을 닫을 때까지 ${most}개, 최대 ${megabytes} MB까지 둡니다.`,
  openFile: "실험 파일 열기",
  openFileHelp:
    ".widthwise 파일, 또는 run.json과 loss-log.jsonl을 함께 고르세요. 아무 데나 끌어다 놓아도 됩니다.",
  now: "지금",
  name: "이 실험의 이름",
  seeds: (seeds) => `시드 ${seeds}개`,
  changed: (field, before, after) => `${field} ${before} → ${after}`,
  more: (n) => `외 ${n}개`,
  sameRecipe: "같은 레시피",
  fromYours: (changes) => `지금 실험과 비교: ${changes}`,
  noneYet: "아직 점수 없음",
  there: (n, of) => `능력 ${of}개 중 ${n}개가 나타났습니다`,
  show: "보기",
  shown: "보는 중",
  lay: "겹쳐 보기",
  laid: "겹쳐 보는 중",
  layHelp: "손실 차트와 폭별 능력 차트에서 지금 보는 실험 뒤에 점선으로 그립니다",
  layOtherTasks: "지금 보는 실험과 능력이 달라서 비교할 것이 없습니다",
  save: "저장",
  saveSweep: "실험 저장 (파일 하나)",
  saveSweepHelp: "모든 점과 메모, 표시를 담습니다. 여기에서 열면 같은 차트가 보입니다.",
  remove: "빼기",
  removed: (title) => `${object(`“${title}”`)} 목록에서 뺐습니다.`,
  undo: "되돌리기",
  drawn: "그리기",
  mark: "표시",
  note: "메모",
  marks: { circle: "동그라미", triangle: "세모", square: "네모", star: "별" },
  draw: (width, seed) => `폭 ${width}, ${object(`시드 ${seed}`)} 손실 차트에 그리기`,
  markOf: (width, seed) => `폭 ${width}, 시드 ${seed}의 표시`,
  noteOf: (width, seed) => `폭 ${width}, 시드 ${seed}의 메모`,
  addNote: "메모 쓰기",
  filter: "학습 실행 고르기",
  filterExample: "width:4..8 seed:0 loss<0.5 note:메모",
  unknownKey: (keys) =>
    `${withParticle(keys, "이라는", "라는")} 열은 없습니다. 나머지 조건은 그대로 적용됩니다.`,
  shownOf: (shown, all) => `${all}개 중 ${shown}개`,
  drawAll: (hidden) => `${hidden}개를 그리지 않음: 모두 그리기`,
};
