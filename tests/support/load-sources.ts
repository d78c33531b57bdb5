import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
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

registerHooks({
  resolve(specifier, context, next) {
    const { conditions, parentURL } = context
    if (!parentURL || !/^\.\.?\//.test(specifier) || !conditions.includes('import')) return next(specifier, context)
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
