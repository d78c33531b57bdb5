import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildFonts } from './fonts.ts'
import { hashOfSources } from './sources.ts'

/** What the owner's app is made from. */
const SOURCES = [
  'web',
  'core/contract',
  'core/domain',
  'vite.config.ts',
  'package-lock.json',
  'local/stack/web-app.ts',
  'local/stack/fonts.ts',
]

/** Builds the owner's app, and the fonts of papers beside it, into dist/web, unless it was built from the same sources; answers that folder. */
export async function buildWebApp(root: string): Promise<string> {
  const target = join(root, 'dist', 'web')
  const stamp = join(root, 'dist', 'web.sources')
  const sources = hashOfSources(root, SOURCES)
  if (existsSync(join(target, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources)
    return target
  const fresh = join(root, 'dist', `web-${randomUUID()}`)
  mkdirSync(fresh, { recursive: true })
  try {
    await buildForProduction(root, fresh)
    cpSync(await buildFonts(root), join(fresh, 'fonts'), { recursive: true })
  } catch (error) {
    rmSync(fresh, { recursive: true })
    throw error
  }
  // Built beside and then moved, so that a copy that runs meanwhile never serves half of it.
  const old = join(root, 'dist', `web-${randomUUID()}`)
  if (existsSync(target)) renameSync(target, old)
  renameSync(fresh, target)
  rmSync(old, { recursive: true, force: true })
  writeFileSync(stamp, sources)
  return target
}

/**
 * Under tests NODE_ENV says `test`, and Vite would write a development build with the paths of this machine in it.
 * `inOnePiece`: what each page fetches when it is opened comes with the first load.
 */
export async function buildForProduction(root: string, outDir: string, inOnePiece = false): Promise<void> {
  const { build } = await import('vite')
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    const rolldownOptions = inOnePiece ? { output: { codeSplitting: false } } : {}
    await build({
      root: join(root, 'web'),
      configFile: configOf(root),
      logLevel: inOnePiece ? 'error' : 'warn',
      build: { outDir, rolldownOptions },
    })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}

function configOf(root: string): string | false {
  const file = join(root, 'vite.config.ts')
  return existsSync(file) ? file : false
}
