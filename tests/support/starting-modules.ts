import type { Module } from '../../local/stack/worker-bundle.ts'

/** What is read and run before the first request: the first module, and what it cannot begin without. */
export function startingModules(modules: readonly Module[]): Module[] {
  const found = new Set<Module>(modules.slice(0, 1))
  for (const { contents } of found)
    for (const [, name] of contents.matchAll(/(?:from|^import|;import) ?"\.\/([\w-]+\.js)"/gm)) {
      const module = modules.find((one) => one.name === name)
      if (module) found.add(module)
    }
  return [...found]
}
