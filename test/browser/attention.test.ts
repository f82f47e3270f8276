import { createWebgpuEngine } from "../../src/engine/webgpu/engine.ts";
import { attentionSuite } from "../attention/compare.ts";

const CASES = 3;

attentionSuite("webgpu", () => createWebgpuEngine(), CASES);
