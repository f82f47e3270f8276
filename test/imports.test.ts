import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, suite, test } from "vitest";

/**
 * Who may import whom. This table is the architecture: data flows from recipe to files, and nothing
 * points back. `types` may only be imported as types; a module may always import itself.
 */
interface Rule {
  readonly values: string;
  readonly types?: string;
}

const RULES: Readonly<Record<string, Rule>> = {
  lib: { values: "" },
  recipe: { values: "lib" },
  protocol: { values: "", types: "recipe engine analysis" },
  tasks: { values: "recipe lib", types: "protocol" },
  model: { values: "recipe lib" },
  // a sweep's record is made of the worker's events, and keeps the predictions made on the way
  metrics: { values: "recipe analysis lib", types: "protocol" },
  analysis: { values: "recipe lib" },
  recorded: { values: "recipe metrics lib", types: "protocol" },
  engine: { values: "model lib engine/tfjs engine/webgpu/device", types: "recipe" },
  "engine/tfjs": { values: "engine model lib @tensorflow/*", types: "recipe" },
  "engine/webgpu/device": { values: "engine engine/tfjs model lib @tensorflow/*", types: "recipe" },
  train: { values: "protocol recipe tasks model engine metrics analysis lib" },
  workers: {
    values:
      "train engine engine/tfjs tasks recipe protocol lib comlink webgpu node:worker_threads node:fs/promises node:v8 tsx/esm/api @tensorflow/*.wasm?url ../src/engine/wasm/build/*.wasm?url",
    types: "offline",
  },
  client: { values: "protocol recipe lib comlink", types: "analysis" },
  cli: {
    values: "client recipe tasks model engine metrics analysis export recorded protocol lib comlink node:*",
  },
  store: { values: "recipe metrics analysis recorded lib @preact/signals", types: "protocol" },
  export: { values: "recipe metrics analysis model lib", types: "protocol" },
  // sentences about what was found are analysis's own in English, where the command line takes them from, too
  strings: { values: "analysis recipe lib @preact/signals", types: "metrics" },
  offline: { values: "" },
  ui: {
    values:
      "store strings recipe tasks model metrics analysis export recorded lib preact @preact/signals uplot *.css",
    types: "protocol",
  },
  // plugins of the page's build, on Node
  build: { values: "node:*", types: "offline vite" },
  // the page's wiring: src/main.tsx and the files beside it
  main: {
    values: "client store strings offline ui recipe recorded tasks export lib preact @preact/signals",
    types: "protocol comlink",
  },
};

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

/** Static imports and re-exports, dynamic imports of literals, and `import("…")` types, which count as types. */
function importsOf(source: string): Import[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const statement = /^\s*(import|export)\s+(type\s+)?(?:([^"';]*?)\s*from\s*)?["']([^"']+)["']/gm;
  const fixed = [...code.matchAll(statement)].map(([, , type, names = "", from]) => ({
    from: from as string,
    typeOnly: type !== undefined || onlyTypes(names),
  }));
  const dynamic = [...code.matchAll(/(\btypeof\s+)?\bimport\(\s*["']([^"']+)["']\s*\)/g)];
  return [
    ...fixed,
    ...dynamic.map(([, type, from]) => ({ from: from as string, typeOnly: type !== undefined })),
  ];
}

/** `{ type A, type B }`. */
function onlyTypes(names: string): boolean {
  const list = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  const each =
    list
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  return each.length > 0 && each.every((name) => name.startsWith("type "));
}

/** The part of the house that a file belongs to: the most specific row of the table. */
function partOf(path: string): string {
  if (path.startsWith("workers/")) return "workers";
  const inside = path.replace(/^src\//, "").replace(/\.tsx?$/, "");
  const rows = Object.keys(RULES).filter((row) => inside === row || inside.startsWith(`${row}/`));
  const longest = rows.sort((a, b) => b.length - a.length)[0];
  return longest ?? (inside.includes("/") ? "unknown" : "main");
}

/** The part, or for packages and assets the specifier itself. */
function targetOf(path: string, from: string): string {
  if (!from.startsWith(".") || /[?]|\.css$/.test(from)) return from;
  const folders = path.split("/").slice(0, -1);
  for (const step of from.split("/")) {
    if (step === "..") folders.pop();
    else if (step !== ".") folders.push(step);
  }
  return partOf(folders.join("/"));
}

/** `@tensorflow/*` takes what begins so; `comlink` takes the package and its files; a part takes itself. */
function allows(list: string, target: string): boolean {
  return list
    .split(" ")
    .filter(Boolean)
    .some((allowed) => {
      const [start = "", end] = allowed.split("*");
      if (end !== undefined) return target.startsWith(start) && target.endsWith(end);
      return target === allowed || (!(target in RULES) && target.startsWith(`${allowed}/`));
    });
}

/** Every import that the table does not allow, in words. */
function violations(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, source]) => {
    const part = partOf(path);
    const rule = RULES[part];
    if (!rule) return [`${path}: belongs to no part of the house; add it to the table`];
    return importsOf(source)
      .map((found) => ({ ...found, target: targetOf(path, found.from) }))
      .filter(({ target, typeOnly }) => {
        if (target === part) return false;
        return !allows(rule.values, target) && !(typeOnly && allows(rule.types ?? "", target));
      })
      .map(({ from, target }) => `${path}: ${part} may not import ${target} (${from})`);
  });
}

function sourceFiles(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const code = names.filter((name) => /\.(tsx?|mjs)$/.test(name));
  return new Map(
    code.map((name) => {
      const path = join(folder, name).replaceAll("\\", "/");
      return [path, readFileSync(path, "utf8")];
    }),
  );
}

const check = (path: string, source: string) => violations(new Map([[path, source]]));

suite("the import table", () => {
  test("holds in src/ and workers/", () => {
    const files = new Map([...sourceFiles("src"), ...sourceFiles("workers")]);
    expect(files.size).toBeGreaterThan(50);
    expect(violations(files)).toEqual([]);
  });

  test("nothing imports by its package what is no dependency", () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync("package.json", "utf8"),
    );
    const packages = new Set(Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }));
    const files = new Map([...sourceFiles("src"), ...sourceFiles("workers")]);
    const bare = [...files.values()].flatMap((source) => importsOf(source).map(({ from }) => from));
    const named = bare
      .filter((from) => !/^(\.|node:)/.test(from))
      .map((from) =>
        from
          .split("/")
          .slice(0, from.startsWith("@") ? 2 : 1)
          .join("/"),
      );
    expect(named.filter((name) => !packages.has(name))).toEqual([]);
  });
});

suite("its checker", () => {
  test("catches what points back", () => {
    expect(check("src/model/a.ts", 'import { b } from "../ui/b.tsx";')).toEqual([
      "src/model/a.ts: model may not import ui (../ui/b.tsx)",
    ]);
    expect(check("src/ui/a.tsx", 'import { b } from "../controller.ts";')).toHaveLength(1);
    expect(check("src/cli/a.ts", 'import "../main.tsx";')).toHaveLength(1);
    expect(check("src/cli/a.ts", 'import { b } from "../store/store.ts";')).toHaveLength(1);
    expect(check("src/cli/a.ts", 'import { b } from "../train/b.ts";')).toHaveLength(1);
    expect(check("src/lib/a.ts", 'export * from "../recipe/b.ts";')).toHaveLength(1);
    expect(check("src/lib/a.ts", 'export { b } from "../recipe/b.ts";')).toHaveLength(1);
    expect(check("src/lib/a.ts", 'const b = await import("../recipe/b.ts");')).toHaveLength(1);
    expect(check("src/lib/a.ts", 'import {\n  b,\n  c,\n} from "../recipe/b.ts";')).toHaveLength(1);
  });

  test("keeps tfjs in its place, and Node out of the page", () => {
    const tfjs = 'import * as tf from "@tensorflow/tfjs-core";';
    expect(check("src/engine/tfjs/a.ts", tfjs)).toEqual([]);
    expect(check("src/engine/webgpu/device/a.ts", tfjs)).toEqual([]);
    expect(check("src/engine/webgpu/device.ts", tfjs)).toEqual([]);
    expect(check("src/engine/a.ts", tfjs)).toHaveLength(1);
    expect(check("src/train/a.ts", tfjs)).toHaveLength(1);
    expect(check("workers/a.ts", tfjs)).toHaveLength(1);
    expect(check("workers/a.ts", 'import wasm from "@tensorflow/b/dist/c.wasm?url";')).toEqual([]);
    expect(check("src/ui/a.tsx", 'import { readFile } from "node:fs";')).toHaveLength(1);
    expect(check("src/cli/a.ts", 'import { readFile } from "node:fs/promises";')).toEqual([]);
  });

  test("tells types from values", () => {
    expect(check("src/store/a.ts", 'import type { A } from "../protocol.ts";')).toEqual([]);
    expect(check("src/store/a.ts", 'import { type A, type B } from "../protocol.ts";')).toEqual([]);
    expect(check("src/store/a.ts", 'import { type A, b } from "../protocol.ts";')).toHaveLength(1);
    expect(check("src/protocol.ts", 'import type { A } from "./engine/engine.ts";')).toEqual([]);
    expect(check("src/protocol.ts", 'import { a } from "./engine/engine.ts";')).toHaveLength(1);
  });

  test("lets a part import itself and packages by their files, and reads no comments", () => {
    expect(
      check("src/model/a.ts", 'import { b } from "./b.ts";\n// import { c } from "../ui/c.ts";'),
    ).toEqual([]);
    expect(check("src/engine/tfjs/a.ts", 'import type { B } from "../engine.ts";')).toEqual([]);
    expect(check("src/client/a.ts", 'import b from "comlink/dist/b.mjs";')).toEqual([]);
    expect(check("src/client/a.ts", 'import b from "comlinks";')).toHaveLength(1);
  });

  test("asks for a row for a new folder", () => {
    expect(check("src/new/a.ts", "")).toEqual([
      "src/new/a.ts: belongs to no part of the house; add it to the table",
    ]);
  });
});
