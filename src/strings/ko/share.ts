import type { Strings } from "../en/index.ts";

/** What a person carries away: links, commands, pictures, captions. */
export const share: Strings["share"] = {
  share: "공유",
  copyLink: "링크 복사",
  linkHelp: "이 레시피가 열립니다. 저절로 시작하지는 않습니다.",
  copyCommand: "명령 복사",
  commandHelp: "페이지 없이 똑같이 학습합니다.",
  exportFiles: "파일 내보내기",
  exportHelp: "모든 점: CSV, JSONL, run.json.",
  linkCopied: "링크를 복사했습니다.",
  commandCopied: "명령을 복사했습니다.",
  linkHasNoFile: "레시피만 담기고 파일은 담기지 않습니다.",
  commandNeedsFile: "--data 뒤에 파일의 경로를 적어 주십시오.",
  denied: "브라우저가 복사를 허용하지 않습니다. 아래 글이 선택되어 있으니 Ctrl+C 또는 ⌘C를 누르십시오.",
  toCopy: "복사할 글",
  linkTooLong: "이 레시피는 링크에 담기에 너무 깁니다. 대신 명령을 복사하십시오.",
  tasks: (n) => `능력 ${n}가지`,
  widths: (widths) => `폭 ${widths}`,
  layers: (n) => `층 ${n}개`,
  training: (steps, batch) => `${steps}스텝, 스텝당 시퀀스 ${batch}개`,
  learningRate: (rate) => `학습률 ${rate}`,
  seeds: (n) => (n < 3 ? `시드 ${n}개, 미리 보기` : `시드 ${n}개`),
  shown: (variant) => `표시: ${variant}`,
  soFar: (step, steps) => `${steps}스텝 중 ${step}스텝까지`,
  day: (time) => new Intl.DateTimeFormat("ko-KR", { dateStyle: "long" }).format(time),
};
