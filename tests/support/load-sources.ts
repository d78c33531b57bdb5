import { readFileSync } from 'node:fs'
import module, { type ResolveFnOutput, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'rolldown/utils'

// Node runs the .ts files of this house as they are, in a fraction of the time that a runner takes which rewrites each of
// them. Here it gets what it cannot read: pages with elements in them, constants that the build of the app puts in, and
// styles, which no test looks at.
const OPTIONS = {
  lang: 'tsx',
  jsx: { runtime: 'automatic', importSource: 'preact' },
  define: { 'import.meta.env.MODE': '"test"' },
} as const
const BUILT = /\.tsx$|\/web\/places\.ts$/

/** Of what is imported by its place beside an ES module, Node asks the package anew each time; that was half of the time of loading. */
function formatOf(url: string, parent: string): string | null {
  if (url.endsWith('.ts')) return 'module-typescript'
  // The one that is none, though its neighbour is.
  if (url.endsWith('/tslib/tslib.js')) return null
  return url.endsWith('.tsx') || (url.endsWith('.js') && parent.endsWith('.js')) ? 'module' : null
}

/** Where packages were found: it is the same for every file of this house, and finding one reads several files. */
const packages = new Map<string, ResolveFnOutput>()
const isPackage = (specifier: string, parent: string): boolean =>
  /^[@a-z]/.test(specifier) && !specifier.includes(':') && !parent.includes('/node_modules/')
/** vitest gives each test file such a name, to load it anew while somebody watches. */
const ANEW = /%3Fvitest=\d+$/

registerHooks({
  resolve(named, context, next) {
    const specifier = named.replace(ANEW, '')
    const { conditions, parentURL } = context
    if (!parentURL || !conditions.includes('import')) return next(specifier, context)
    if (isPackage(specifier, parentURL)) {
      const found = packages.get(specifier) ?? next(specifier, context)
      packages.set(specifier, found)
      return { ...found, shortCircuit: true }
    }
    if (!/^\.\.?\//.test(specifier)) return next(specifier, context)
    const { href } = new URL(specifier, parentURL)
    const format = formatOf(href, parentURL)
    return format ? { url: href, format, shortCircuit: true } : next(specifier, context)
  },
  load(url, context, next) {
    if (url.endsWith('.css')) return { format: 'module', source: '', shortCircuit: true }
    if (!BUILT.test(url)) return next(url, context)
    const path = fileURLToPath(url)
    const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), OPTIONS)
    if (errors.length) throw new Error(`${path}: ${errors[0]!.message}`)
    return { format: 'module', source: code, shortCircuit: true }
  },
})

// vitest would add hooks that tell its main process of each import of each file, for who watches and for mocks of modules.
// Nobody watches, and no test here replaces a module (tests/architecture.test.ts): without them a worker loads in half the time.
module.registerHooks = () => ({ deregister() {} })
