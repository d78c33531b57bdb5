import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { ROOT } from '../root.ts'
import { hashOfSources } from './sources.ts'

/** What a Worker is made from. */
const SOURCES = ['core', 'workers', 'queues', 'durable-objects', 'local', 'package-lock.json']

/** The text of a Worker's one module: as it was built from the same sources before, else built and kept in dist. */
export async function bundleWorker(entry: string): Promise<string> {
  const folder = join(ROOT, 'dist', 'bundles')
  const name = relative(ROOT, entry).replaceAll(/\W+/g, '-')
  const kept = join(folder, `${name}.${hashOfSources(ROOT, SOURCES).slice(0, 16)}.js`)
  if (existsSync(kept)) return readFileSync(kept, 'utf8')
  const script = await bundle(entry)
  mkdirSync(folder, { recursive: true })
  for (const old of readdirSync(folder)) if (old.startsWith(`${name}.`)) rmSync(join(folder, old), { force: true })
  // Written beside and then moved: another start may be reading.
  const unfinished = join(folder, `.${basename(kept)}-${randomUUID()}`)
  writeFileSync(unfinished, script)
  renameSync(unfinished, kept)
  return script
}

/** Every message that is ours is; zod's in fifty other languages were a sixth of the Worker. The same is an alias in wrangler.toml. */
const onlyEnglish: Plugin = {
  name: 'only-english',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, () => ({
      path: join(ROOT, 'workers', 'zod-locales.ts'),
    }))
  },
}

/** As wrangler does it. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
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
  return outputFiles[0]!.text
}
