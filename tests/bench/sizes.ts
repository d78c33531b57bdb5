import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from '../../local/root.ts'
import { buildWebApp } from '../../local/stack/web-app.ts'
import { bundleWorker, type Module } from '../../local/stack/worker-bundle.ts'
import { startingModules } from '../support/starting-modules.ts'

export interface Size {
  name: string
  bytes: number
  gzip: number
}

/** What is uploaded, and what a browser loads. */
export async function sizes(): Promise<Size[]> {
  const modules = await bundleWorker(join(ROOT, 'workers', 'index.ts'))
  const ofModules = (name: string, of: readonly Module[]) =>
    sizeOf(
      name,
      of.map(({ contents }) => Buffer.from(contents)),
    )
  const worker = ofModules('Worker, as it begins', startingModules(modules))
  const whole = ofModules('Worker, with what comes later', modules)
  const folder = await buildWebApp(ROOT)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const kinds = Map.groupBy(files, ({ name }) => extname(name))
  const app = [...kinds].map(([kind, of]) =>
    sizeOf(
      `app: ${of.length} ${kind || 'other'}`,
      of.map((file) => readFileSync(join(file.parentPath, file.name))),
    ),
  )
  return [worker, whole, ...app.sort((a, b) => b.gzip - a.gzip)]
}

const sizeOf = (name: string, files: Buffer[]): Size => ({
  name,
  bytes: files.reduce((sum, file) => sum + file.length, 0),
  gzip: files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0),
})
