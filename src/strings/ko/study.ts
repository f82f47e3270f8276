import type { Strings } from "../en/index.ts";

/** Sweeps beside the present one, and the table of runs. */
export const study: Strings["study"] = {
  origins: { recorded: "기록된 실험", earlier: "이전 실험", imported: "불러온 실험" },
  labels: { recorded: "기록", earlier: "이전", imported: "불러옴" },
  mark: (origin) => ` · ${origin}`,
  dashedDiamonds: (name) => ` · 점선, ◇: ${name}`,
  drop: "여기에 놓으세요. 스윕 파일은 옆에 열리고, 다른 파일은 학습 데이터가 됩니다. 파일은 이 탭을 벗어나지 않습니다.",
  dropBusy: "여기에 놓으세요. 스윕 파일은 바로 옆에 열립니다. 학습 데이터는 학습이 멈춘 뒤에 열 수 있습니다.",
  dataBusy: (file) => `${file} 파일은 학습 데이터인데 지금 스윕이 진행 중입니다. 학습을 멈춘 뒤 다시 열어 주세요.`,
  saved: (file) => `${file} 파일을 다운로드 폴더에 저장했습니다. 여기에서 열면 누구나 같은 차트를 봅니다.`,
  savedMeans: (file) =>
    `${file} 파일을 다운로드 폴더에 저장했습니다. 스윕이 길어서 학습 손실은 몇 스텝씩의 평균으로 담았습니다. 모든 점은 내보내기로 저장할 수 있습니다.`,
  notSaved: (got) =>
    `스윕 저장: 파일 하나를 쓰려고 했지만 다음 문제가 생겼습니다: ${got}. 스윕은 그대로 있으니 다시 시도해 주세요.`,
  tooLarge: (title, megabytes) =>
    `“${title}”은(는) 이번 방문에 쓸 수 있는 메모리 ${megabytes} MB보다 큽니다. 런이나 스텝이 더 적은 스윕을 열어 주세요.`,
  noRoom: (titles, most, megabytes) =>
    `이번 방문에는 스윕을 ${most}개, 최대 ${megabytes} MB까지 둡니다. 자리를 만들려면 저장하지 않은 ${titles.map((title) => `“${title}”`).join(", ")}이(가) 사라집니다. 계속할까요?`,
};
