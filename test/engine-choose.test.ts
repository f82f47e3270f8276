import { expect, suite, test } from "vitest";
import { adapterOf, type Capabilities, decide, openEngine, probe } from "../src/engine/choose.ts";
import { readStepBinary } from "../workers/step-binary.ts";

const bare: Capabilities = { adapter: null, noAdapter: "it has no navigator.gpu", wasm: true, simd: true };
const gpu: Capabilities = { ...bare, adapter: { hardware: true, name: "nvidia ampere" }, noAdapter: "" };
const software: Capabilities = { ...gpu, adapter: { hardware: false, name: "google swiftshader" } };
const auto = { engine: "auto", backend: "auto" } as const;

suite("auto", () => {
  test.each([
    ["a software adapter", software],
    ["no adapter", bare],
  ] as const)("with %s is the compiled step on WebAssembly", (_, can) => {
    const device = "WebAssembly SIMD";
    expect(decide(auto, can)).toMatchObject({ engine: "wasm", backend: "wasm", device });
    expect(decide({ ...auto, engine: "tfjs" }, can)).toMatchObject({ engine: "tfjs", backend: "wasm" });
  });

  test.each([
    ["no SIMD", { ...bare, simd: false }, "wasm", "WebAssembly"],
    ["no WebAssembly", { ...bare, wasm: false, simd: false }, "cpu", "JavaScript"],
  ] as const)("with %s", (_, can, backend, device) => {
    expect(decide(auto, can)).toMatchObject({ engine: "tfjs", backend, device });
  });

  test("is the compiled step on a hardware adapter, unless tfjs or one of its backends is asked for", () => {
    const decided = decide(auto, gpu);
    expect(decided).toMatchObject({ engine: "webgpu", backend: "webgpu", device: "nvidia ampere" });
    expect(decided.reason).toBe("The compiled step computes on a hardware adapter (nvidia ampere).");
    expect(decide({ ...auto, engine: "tfjs" }, gpu)).toMatchObject({ engine: "tfjs", backend: "webgpu" });
    expect(decide({ ...auto, backend: "wasm" }, gpu)).toMatchObject({ engine: "tfjs", backend: "wasm" });
  });

  test("says why in words", () => {
    expect(decide(auto, software).reason).toBe(
      "No hardware WebGPU adapter here (google swiftshader is a software one).",
    );
    expect(decide(auto, { ...bare, simd: false }).reason).toMatch(/no navigator\.gpu.*without SIMD.*slower/);
    expect(decide(auto, { ...bare, wasm: false, simd: false }).reason).toMatch(
      /no WebAssembly, so JavaScript/,
    );
  });
});

suite("engine wasm", () => {
  test("is taken beside a hardware adapter too", () => {
    expect(decide({ engine: "wasm", backend: "auto" }, gpu)).toMatchObject({ engine: "wasm" });
  });

  test("is an EngineError without SIMD", () => {
    expect(() => decide({ engine: "wasm", backend: "auto" }, { ...bare, simd: false })).toThrow(
      /expected WebAssembly with SIMD; got.*choose engine auto or tfjs/,
    );
  });
});

suite("opening", () => {
  test("auto takes the compiled step on WebAssembly, and tfjs where its binary cannot be read", async () => {
    const engine = await openEngine(auto, { readStep: readStepBinary });
    expect(engine.info).toMatchObject({ engine: "wasm", details: { simd: expect.stringMatching(/./) } });
    engine.dispose();
    const without = await openEngine(auto);
    expect(without.info).toMatchObject({ engine: "tfjs", backend: "wasm" });
    expect(without.info.reason).toMatch(/compiled step cannot be used here.*step\.wasm/);
    without.dispose();
    await expect(openEngine({ ...auto, engine: "wasm" })).rejects.toThrow(/npm run build:wasm/);
  });
});

suite("engine webgpu", () => {
  test("is taken on a software adapter too, with a warning", () => {
    const decided = decide({ engine: "webgpu", backend: "auto" }, software);
    expect(decided).toMatchObject({ engine: "webgpu", device: "google swiftshader" });
    expect(decided.reason).toMatch(/asks for the webgpu engine.*software adapter, far slower/);
  });

  test("is an EngineError where there is no adapter", () => {
    expect(() => decide({ engine: "webgpu", backend: "auto" }, bare)).toThrow(
      expect.objectContaining({
        name: "EngineError",
        message: expect.stringMatching(
          /expected a WebGPU adapter; got none \(it has no navigator.gpu\); choose/,
        ),
      }),
    );
  });
});

suite("a forced backend", () => {
  const forced = (backend: "webgpu" | "wasm" | "cpu", can: Capabilities) => () =>
    decide({ engine: "tfjs", backend }, can);

  test("is taken where it can run", () => {
    expect(forced("webgpu", software)().backend).toBe("webgpu");
    expect(forced("webgpu", software)().reason).toMatch(/software adapter, far slower/);
    expect(forced("wasm", gpu)().backend).toBe("wasm");
    expect(forced("cpu", gpu)().backend).toBe("cpu");
  });

  test("is an EngineError where it cannot, with what was expected, what is there, and what to do", () => {
    expect(forced("webgpu", bare)).toThrow(
      expect.objectContaining({
        name: "EngineError",
        message: expect.stringMatching(
          /expected a WebGPU adapter; got none \(it has no navigator.gpu\); choose/,
        ),
      }),
    );
    expect(forced("wasm", { ...bare, wasm: false })).toThrow(
      /expected WebAssembly.*choose backend auto or cpu/,
    );
  });
});

suite("probing", () => {
  test("finds WebAssembly and no GPU in Node", async () => {
    const can = await probe();
    expect(can).toMatchObject({ adapter: null, wasm: true });
    expect(can.noAdapter).not.toBe("");
  });

  test("tells software adapters by the browser's mark or, in older ones, by name", () => {
    expect(adapterOf({ vendor: "google", architecture: "swiftshader" })).toEqual({
      hardware: false,
      name: "google swiftshader",
    });
    expect(adapterOf({ vendor: "intel", architecture: "xe", isFallbackAdapter: false }).hardware).toBe(true);
    expect(adapterOf({ vendor: "x", isFallbackAdapter: true }).hardware).toBe(false);
    expect(adapterOf({ vendor: "", description: "llvmpipe (LLVM 15)" }).hardware).toBe(false);
  });
});
