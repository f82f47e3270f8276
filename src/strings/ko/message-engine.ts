import type { Phrase } from "./phrasebook.ts";

const SLOWER = ", without SIMD instructions and therefore slower";

/** Why no adapter was found. */
const missing = (why = ""): string =>
  why === "it has no navigator.gpu"
    ? "navigator.gpu가 없음"
    : why === "asked for an adapter, none was given"
      ? "어댑터를 요청했지만 받지 못함"
      : why;

/** What computes instead. */
const insteadWords = (slower: string | undefined): string =>
  `WebAssembly로 계산합니다${slower === SLOWER ? "(SIMD 명령이 없어 더 느립니다)" : ""}`;

/** Why this engine, and what broke. */
export const engineMessages: readonly Phrase[] = [
  [
    /^The compiled step cannot be used here \((.+)\)\. (.+)$/s,
    ([why, next = ""], say) => `여기서는 컴파일된 스텝을 쓸 수 없습니다(${why}). ${say(next)}`,
  ],
  [
    /^The compiled step computes on a hardware adapter \((.+)\)\.$/,
    ([name]) => `컴파일된 스텝이 하드웨어 어댑터(${name})에서 계산합니다.`,
  ],
  [
    /^WebGPU computes on a hardware adapter \((.+)\)\.$/,
    ([name]) => `WebGPU가 하드웨어 어댑터(${name})에서 계산합니다.`,
  ],
  [/^No WebGPU here \((.+)\)\.$/, ([why]) => `여기에는 WebGPU가 없습니다(${missing(why)}).`],
  [
    /^No WebGPU here \((.+)\), so WebAssembly computes(.*)\.$/,
    ([why, slower]) => `여기에는 WebGPU가 없으므로(${missing(why)}) ${insteadWords(slower)}.`,
  ],
  [
    /^No WebGPU here \((.+)\) and no WebAssembly, so JavaScript computes, which is slow\.$/,
    ([why]) => `여기에는 WebGPU도(${missing(why)}) WebAssembly도 없어 자바스크립트로 계산하므로 느립니다.`,
  ],
  [
    /^No hardware WebGPU adapter here \((.+) is a software one\)\.$/,
    ([name]) => `여기에는 하드웨어 WebGPU 어댑터가 없습니다(${name}: 소프트웨어 어댑터).`,
  ],
  [
    /^No hardware WebGPU adapter here \((.+) is a software one\), so WebAssembly computes(.*)\.$/,
    ([name, slower]) =>
      `여기에는 하드웨어 WebGPU 어댑터가 없으므로(${name}: 소프트웨어 어댑터) ${insteadWords(slower)}.`,
  ],
  [
    /^No hardware WebGPU adapter here \((.+) is a software one\) and no WebAssembly, so JavaScript computes, which is slow\.$/,
    ([name]) =>
      `여기에는 하드웨어 WebGPU 어댑터도(${name}: 소프트웨어 어댑터) WebAssembly도 없어 자바스크립트로 계산하므로 느립니다.`,
  ],
  [/^The recipe asks for the wasm engine\.$/, () => "레시피가 wasm 엔진을 골랐습니다."],
  [
    /^The recipe asks for the webgpu engine \((.+?)(; a software adapter, .+)?\)\.$/,
    ([name, software]) =>
      `레시피가 webgpu 엔진을 골랐습니다(${name}${software ? ", 하드웨어보다 훨씬 느린 소프트웨어 어댑터" : ""}).`,
  ],
  [
    /^The recipe asks for the webgpu backend \((.+?)(; a software adapter, .+)?\)\.$/,
    ([name, software]) =>
      `레시피가 webgpu 백엔드를 골랐습니다(${name}${software ? ", WebAssembly보다 훨씬 느린 소프트웨어 어댑터" : ""}).`,
  ],
  [
    /^The recipe asks for the wasm backend: WebAssembly computes(.*)\.$/,
    ([slower]) => `레시피가 wasm 백엔드를 골랐습니다: ${insteadWords(slower)}.`,
  ],
  [
    /^The recipe asks for the cpu backend: JavaScript computes, the slowest way\.$/,
    () => "레시피가 cpu 백엔드를 골랐습니다: 자바스크립트로 가장 느리게 계산합니다.",
  ],

  [
    /^Width (\d+)(?: \((.+)\))?, seed (\d+) diverged at step (\d+): expected finite numbers; got (.+)\. Its log is kept; .+$/,
    ([width, variant, seed, step, got]) =>
      `폭 ${width}${variant ? ` (${variant})` : ""}, 시드 ${seed}이 ${step}스텝에서 발산했습니다: 유한한 수여야 하는데 ${got}입니다. 기록은 남고 다른 학습 실행은 계속됩니다. 학습률을 낮추면 대개 나아집니다.`,
  ],
  [
    /^(\S+): expected a recorded sweep at (\S+); got (.+); everything else works without it$/,
    ([file, where, got]) =>
      `${file}: ${where}에 기록된 실험이 있어야 하는데 ${got}입니다. 나머지는 그것 없이도 됩니다`,
  ],
  [
    /^engine webgpu: expected a WebGPU adapter; got none \((.+)\); choose engine auto or tfjs$/,
    ([why]) =>
      `engine webgpu: WebGPU 어댑터가 있어야 하는데 없습니다(${missing(why)}). 엔진을 auto나 tfjs로 바꾸세요`,
  ],
  [
    /^backend webgpu: expected a WebGPU adapter; got none \((.+)\); choose backend auto or wasm$/,
    ([why]) =>
      `backend webgpu: WebGPU 어댑터가 있어야 하는데 없습니다(${missing(why)}). 백엔드를 auto나 wasm으로 바꾸세요`,
  ],
  [
    /^engine wasm: expected WebAssembly with SIMD; got a browser without it; choose engine auto or tfjs$/,
    () =>
      "engine wasm: SIMD가 있는 WebAssembly가 있어야 하는데 이 브라우저에는 없습니다. 엔진을 auto나 tfjs로 바꾸세요",
  ],
  [
    /^backend wasm: expected WebAssembly; got a browser without it; choose backend auto or cpu$/,
    () =>
      "backend wasm: WebAssembly가 있어야 하는데 이 브라우저에는 없습니다. 백엔드를 auto나 cpu로 바꾸세요",
  ],
];
