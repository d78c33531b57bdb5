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

registerHooks({
  load(url, context, next) {
    if (url.endsWith('.css')) return { format: 'module', source: '', shortCircuit: true }
    if (!BUILT.test(url)) return next(url, context)
    const path = fileURLToPath(url)
    const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), OPTIONS)
    if (errors.length) throw new Error(`${path}: ${errors[0]!.message}`)
    return { format: 'module', source: code, shortCircuit: true }
  },
})
