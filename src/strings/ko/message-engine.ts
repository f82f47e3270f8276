import type { Phrase } from "./phrasebook.ts";

const SLOWER = ", without SIMD instructions and therefore slower";

/** What computes instead. */
const insteadWords = (slower: string | undefined): string =>
  `WebAssembly로 계산합니다${slower === SLOWER ? "(SIMD 명령이 없어 더 느립니다)" : ""}`;

/** Why this engine, or why it cannot be had. */
const choices: readonly Phrase[] = [
  [/^it has no navigator\.gpu$/, () => "navigator.gpu가 없음"],
  [/^asked for an adapter, none was given$/, () => "어댑터를 요청했지만 받지 못함"],
  [/^an adapter without a name$/, () => "이름 없는 어댑터"],
  [
    /^The compiled step cannot be used here \((.+)\)\. (.+)$/s,
    ([why = "", next = ""], say) => `여기서는 컴파일된 스텝을 쓸 수 없습니다(${say(why)}). ${say(next)}`,
  ],
  [
    /^The compiled step computes on a hardware adapter \((.+)\)\.$/,
    ([name]) => `컴파일된 스텝이 하드웨어 어댑터(${name})에서 계산합니다.`,
  ],
  [
    /^WebGPU computes on a hardware adapter \((.+)\)\.$/,
    ([name]) => `WebGPU가 하드웨어 어댑터(${name})에서 계산합니다.`,
  ],
  [/^No WebGPU here \((.+)\)\.$/, ([why = ""], say) => `여기에는 WebGPU가 없습니다(${say(why)}).`],
  [
    /^No WebGPU here \((.+)\), so WebAssembly computes(.*)\.$/,
    ([why = "", slower], say) => `여기에는 WebGPU가 없으므로(${say(why)}) ${insteadWords(slower)}.`,
  ],
  [
    /^No WebGPU here \((.+)\) and no WebAssembly, so JavaScript computes, which is slow\.$/,
    ([why = ""], say) =>
      `여기에는 WebGPU도(${say(why)}) WebAssembly도 없어 자바스크립트로 계산하므로 느립니다.`,
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
    /^engine webgpu: expected a WebGPU adapter; got none \((.+)\); choose engine auto or tfjs$/,
    ([why = ""], say) =>
      `엔진 webgpu: WebGPU 어댑터가 있어야 하는데 없습니다(${say(why)}). 엔진을 auto나 tfjs로 바꾸세요`,
  ],
  [
    /^backend webgpu: expected a WebGPU adapter; got none \((.+)\); choose backend auto or wasm$/,
    ([why = ""], say) =>
      `백엔드 webgpu: WebGPU 어댑터가 있어야 하는데 없습니다(${say(why)}). 백엔드를 auto나 wasm으로 바꾸세요`,
  ],
  [
    /^engine wasm: expected WebAssembly with SIMD; got a browser without it; choose engine auto or tfjs$/,
    () =>
      "엔진 wasm: SIMD가 있는 WebAssembly가 있어야 하는데 이 브라우저에는 없습니다. 엔진을 auto나 tfjs로 바꾸세요",
  ],
  [
    /^backend wasm: expected WebAssembly; got a browser without it; choose backend auto or cpu$/,
    () => "백엔드 wasm: WebAssembly가 있어야 하는데 이 브라우저에는 없습니다. 백엔드를 auto나 cpu로 바꾸세요",
  ],
];

/** What a browser says where a file does not come over the network. */
const network: readonly Phrase[] = [
  [
    /^(?:Failed to fetch dynamically imported module|error loading dynamically imported module): (.+)$/,
    ([address]) => `${address} 파일을 불러오지 못했습니다`,
  ],
  [
    /^(?:Failed to fetch|NetworkError when attempting to fetch resource\.|Load failed|Importing a module script failed\.)$/,
    () => "네트워크에서 불러오지 못했습니다",
  ],
];

/** What can be done where there is too little room. */
const LESS = "배치, 문맥, 시드 또는 가장 넓은 폭을 줄이세요";

/** What does not fit, and what there is room for. */
const room: readonly Phrase[] = [
  [/^one buffer of (.+)$/, ([size]) => `버퍼 하나에 ${size}`],
  [/^(.+) with all other widths$/, ([size]) => `다른 폭과 함께 ${size}`],
  [/^too little GPU memory$/, () => "GPU 메모리가 모자랍니다"],
  [
    /^batch: expected a sweep that needs at most (.+); got about (.+) \(weights and moments of (.+) runs (.+), one step at width (.+?) (.+)\); lower batch, context, layers, seeds,?( variants)? or the widest width$/,
    ([most, got, runs, kept, width, step, variants]) =>
      `배치: 많아야 ${most}가 필요한 실험이어야 하는데 약 ${got}가 필요합니다(학습 실행 ${runs}개의 가중치와 모멘트 ${kept}, 폭 ${width}의 한 스텝 ${step}). 배치, 문맥, 층, 시드,${variants ? " 변형," : ""} 가장 넓은 폭 가운데 줄이세요`,
  ],
  [
    /^(webgpu|wasm) engine: width (\d+) with (\d+) seeds? and batch (\d+) needs (.+); expected at most (.+) (?:on this adapter|of WebAssembly memory); lower batch, .+$/,
    ([engine, width, seeds, batch, needed = "", most], say) =>
      `${engine} 엔진: 폭 ${width}, 시드 ${seeds}개, 배치 ${batch}에는 ${say(needed)}가 필요한데 ${engine === "wasm" ? "WebAssembly 메모리는" : "이 어댑터에서는"} 많아야 ${most}입니다. ${LESS}`,
  ],
  [
    /^wasm engine: expected (\d+) MiB of memory, got none; lower batch, .+$/,
    ([size]) => `wasm 엔진: 메모리 ${size} MiB가 필요한데 받지 못했습니다. ${LESS}`,
  ],
  [
    /^attention: expected (\d+) MiB for the patterns of (\d+) sequences of (\d+) tokens, got none; .+$/,
    ([size, sequences, tokens]) =>
      `토큰 ${tokens}개짜리 시퀀스 ${sequences}개의 어텐션에 메모리 ${size} MiB가 필요한데 받지 못했습니다. 더 적거나 짧은 것으로 다시 하세요`,
  ],
  [
    /^webgpu engine, build: expected (.+) for width (\d+) with (\d+) seeds?, got: (.+); lower batch, .+$/s,
    ([size, width, seeds, got = ""], say) =>
      `webgpu 엔진: 폭 ${width}, 시드 ${seeds}개에 ${size}가 필요한데 다음 문제가 생겼습니다: ${say(got)}. ${LESS}. 다른 탭을 닫아도 됩니다`,
  ],
  [
    /^webgpu engine, (.+): expected at most (\d+) (storage buffers|workgroups in a row), got (\d+) \(this adapter's limit\); .+$/,
    ([kernel, most, what, got]) =>
      `webgpu 엔진, ${kernel}: 이 어댑터의 한계로 ${what === "storage buffers" ? "저장 버퍼는" : "한 줄의 작업 그룹은"} 많아야 ${most}개인데 ${got}개입니다. 배치, 문맥, 폭을 줄이거나 엔진을 tfjs로 바꾸세요`,
  ],
  [
    /^The models could not be built: expected room for (\d+) cohorts; got: (.+)\. Use fewer .+$/s,
    ([cohorts, got = ""], say) =>
      `모델을 만들지 못했습니다: 폭 ${cohorts}개의 자리가 있어야 하는데 다음 문제가 생겼습니다: ${say(got)}. 폭을 줄이거나 좁히고, 시드나 배치를 줄이세요.`,
  ],
];

/** What broke. */
const failures: readonly Phrase[] = [
  [
    /^Width (\d+)(?: \((.+)\))?, seed (\d+) diverged at step (\d+): expected finite numbers; got (.+)\. Its log is kept; .+$/,
    ([width, variant, seed, step, got]) =>
      `폭 ${width}${variant ? ` (${variant})` : ""}, 시드 ${seed}이 ${step}스텝에서 발산했습니다: 유한한 수여야 하는데 ${got}입니다. 기록은 남고 다른 학습 실행은 계속됩니다. 학습률을 낮추면 대개 나아집니다.`,
  ],
  [
    /^webgpu engine: expected the GPU device to stay, got its loss \((.+)\); .+$/s,
    ([why = ""], say) =>
      `webgpu 엔진: GPU 장치를 잃었습니다(${say(why)}). 잰 것은 그대로 있습니다. 학습을 다시 시작하거나 엔진을 wasm으로 바꾸세요.`,
  ],
  [
    /^The GPU was lost: expected the device to stay; got: (.+)\. The log is kept; .+$/s,
    ([why = ""], say) =>
      `GPU 장치를 잃었습니다(${say(why)}). 기록은 그대로 있습니다. 학습 시작을 눌러 새 장치에서 다시 하거나 백엔드를 wasm으로 바꾸세요.`,
  ],
  [
    /^webgpu engine: expected the GPU to take its work, got: (.+); (lower batch, .+|choose engine tfjs, and report this)\.$/s,
    ([got = "", remedy = ""], say) =>
      `webgpu 엔진: GPU가 일을 받지 않았습니다: ${say(got)}. ${remedy.startsWith("lower") ? LESS : "엔진을 tfjs로 바꾸고 알려 주세요"}.`,
  ],
  [
    /^webgpu engine, self-test on (.+): expected the known losses of five steps, got: (.+); .+$/s,
    ([name, got]) =>
      `webgpu 엔진, ${name}의 자체 시험: 다섯 스텝의 알려진 손실이 나와야 하는데 다음과 같습니다: ${got}. 엔진을 tfjs로 바꾸고 알려 주세요`,
  ],
  [
    /^webgpu engine, (.+): expected a shader that compiles, got: (.+); .+$/s,
    ([kernel, got]) =>
      `webgpu 엔진, ${kernel}: 셰이더가 컴파일되지 않았습니다: ${got}. 엔진을 tfjs로 바꾸고 알려 주세요`,
  ],
  [
    /^webgpu engine: expected a navigator\.gpu, got none .+$/,
    () => "webgpu 엔진: navigator.gpu가 없습니다. 최신 브라우저에서 https로 열거나 엔진을 tfjs로 바꾸세요",
  ],
  [
    /^webgpu engine: expected a WebGPU adapter, got none; .+$/,
    () =>
      "webgpu 엔진: WebGPU 어댑터가 없습니다. 브라우저와 그래픽 드라이버를 업데이트하거나 엔진을 tfjs로 바꾸세요",
  ],
  [
    /^webgpu engine: expected a device of (.+), got (.+); reload the page, or choose engine tfjs\.$/s,
    ([name, got]) =>
      `webgpu 엔진: ${name}의 장치를 받지 못했습니다: ${got}. 페이지를 새로 고치거나 엔진을 tfjs로 바꾸세요`,
  ],
  [
    /^wasm engine: expected WebAssembly with SIMD, got a machine without it; choose engine tfjs\.$/,
    () => "wasm 엔진: SIMD가 있는 WebAssembly가 있어야 하는데 없습니다. 엔진을 tfjs로 바꾸세요",
  ],
  [
    /^wasm engine: expected to load (\S+), got: (.+); run .+$/s,
    ([file, got = ""], say) =>
      `wasm 엔진: ${file} 파일을 불러오지 못했습니다: ${say(got)}. 연결을 확인하고 다시 시작하거나 엔진을 tfjs로 바꾸세요`,
  ],
  [/^the server answered (\d+)$/, ([code]) => `서버의 응답 ${code}`],
  [
    /^openBackend: expected tfjs's (\S+) backend to start, got: (.+)\. Choose another backend, or auto\.$/s,
    ([backend, got = ""], say) =>
      `tfjs의 ${backend} 백엔드가 시작되지 않았습니다: ${say(got)}. 다른 백엔드나 auto를 고르세요`,
  ],
  [/^it did not initialise$/, () => "초기화되지 않음"],
  [
    /^The workers would not compute alike: expected (.+) in all; got (.+) in one\. .+$/s,
    ([all, one]) =>
      `워커마다 다르게 계산하게 됩니다: 모두 ${all}이어야 하는데 하나는 ${one}입니다. 학습 시작을 다시 누르거나 엔진을 이름으로 고르세요.`,
  ],
  [
    /^The training worker (died while it was working|did not load|could not be started|did not answer): expected a running worker; got: (.+)\. [^.]+\.$/s,
    ([what = "", got = ""], say) =>
      `학습 워커가 ${WORKERS[what]}: ${say(got)}. 학습 시작을 다시 누르고, 그래도 안 되면 페이지를 새로 고치세요.`,
  ],
  [/^its script could not be loaded$/, () => "스크립트를 불러오지 못함"],
  [/^nothing within (\d+) s$/, ([seconds]) => `${seconds}초 동안 응답 없음`],
];

const WORKERS: Readonly<Record<string, string>> = {
  "died while it was working": "일하다가 멈췄습니다",
  "did not load": "불러와지지 않았습니다",
  "could not be started": "시작되지 않았습니다",
  "did not answer": "응답하지 않았습니다",
};

/** Why this engine, and what broke. What only a fault of ours can bring about, such as a wrong shape, stays English. */
export const engineMessages: readonly Phrase[] = [...choices, ...room, ...failures, ...network];
