/** What of the bundler's graph is looked at. */
interface Graph {
  getModuleInfo(id: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null;
}

/**
 * The name of the one chunk for what several parts of the page use, where the page's own entry imports it statically;
 * twenty small files would compress apart. What only parts use that are loaded on demand stays with them: null.
 */
export function atOnce(id: string, graph: Graph): string | null {
  const seen = new Set([id]);
  for (const module of seen) {
    const info = graph.getModuleInfo(module);
    if (info?.isEntry) return "shared";
    for (const importer of info?.importers ?? []) seen.add(importer); // a set goes on with what is added meanwhile
  }
  return null;
}
