import { createWebgpuEngine } from "../../src/engine/webgpu/engine.ts";
import { attentionSuite } from "../attention/compare.ts";

attentionSuite("webgpu", () => createWebgpuEngine());
