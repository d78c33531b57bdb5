import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { ROOT } from '../root.ts'
import { hashOfSources } from './sources.ts'

/** What a Worker is made from. */
const SOURCES = ['core', 'workers', 'queues', 'durable-objects', 'local', 'package-lock.json']

/** A module of a Worker. The first of them is the one that begins; what it imports only when it is needed is in others. */
export interface Module {
  name: string
  contents: string
}

/** A Worker's modules: as they were built from the same sources before, else built and kept in dist. */
export async function bundleWorker(entry: string): Promise<Module[]> {
  const folder = join(ROOT, 'dist', 'bundles')
  const name = relative(ROOT, entry).replaceAll(/\W+/g, '-')
  const kept = join(folder, `${name}.${hashOfSources(ROOT, SOURCES).slice(0, 16)}.json`)
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Module[]
  const modules = await bundle(entry)
  mkdirSync(folder, { recursive: true })
  for (const old of readdirSync(folder)) if (old.startsWith(`${name}.`)) rmSync(join(folder, old), { force: true })
  // Written beside and then moved: another start may be reading.
  const unfinished = join(folder, `.${basename(kept)}-${randomUUID()}`)
  writeFileSync(unfinished, JSON.stringify(modules))
  renameSync(unfinished, kept)
  return modules
}

/** Every message that is ours is; zod's in fifty other languages were a sixth of the Worker. */
const onlyEnglish: Plugin = {
  name: 'only-english',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, () => ({
      path: join(ROOT, 'workers', 'zod-locales.ts'),
    }))
  },
}

async function bundle(entry: string): Promise<Module[]> {
  const { outputFiles } = await build({
    entryPoints: { index: entry },
    bundle: true,
    splitting: true,
    outdir: 'worker',
    write: false,
    format: 'esm',
    target: 'es2024',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    plugins: [onlyEnglish],
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.html': 'text', '.css': 'text', '.txt': 'text' },
    keepNames: true,
    minify: true,
    logLevel: 'error',
  })
  const modules = outputFiles.map(({ path, text }) => ({ name: basename(path), contents: text }))
  return modules.sort((a, b) => Number(b.name === 'index.js') - Number(a.name === 'index.js'))
}
