import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import { ROOT } from '../../local/root.ts'
import { buildWebApp } from '../../local/stack/web-app.ts'

const KB = 1024
const FIRST_JS_MAX = 45 * KB
const FIRST_CSS_MAX = 12 * KB
const ROUTE_MAX = 12 * KB

let folder = ''
let page = ''
beforeAll(async () => {
  folder = await buildWebApp(ROOT)
  page = readFileSync(join(folder, 'index.html'), 'utf8')
}, 60_000)

const gzipped = (file: string) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length
const sum = (files: string[]) => files.map(gzipped).reduce((total, size) => total + size, 0)
const firstLoad = (kind: 'js' | 'css') =>
  [...page.matchAll(/(?:src|href)="\/((?:assets\/)?[^"]+)"/g)]
    .map((match) => match[1]!)
    .filter((file) => file.endsWith(`.${kind}`))
const assets = () => readdirSync(join(folder, 'assets')).map((name) => `assets/${name}`)

it('the first load stays small', () => {
  expect(sum(firstLoad('js'))).toBeLessThanOrEqual(FIRST_JS_MAX)
  expect(sum(firstLoad('css'))).toBeLessThanOrEqual(FIRST_CSS_MAX)
})

it('has nothing of the panel in the first load', () => {
  const first = firstLoad('js').map((file) => readFileSync(join(folder, file), 'utf8'))
  const WORDS = 'Nothing leaves your business from here.'
  expect(first.filter((text) => text.includes(WORDS))).toEqual([])
  expect(shipped()).toContain(WORDS)
})

it('each further piece stays small', () => {
  const first = new Set([...firstLoad('js'), ...firstLoad('css')])
  for (const file of assets().filter((name) => !first.has(name)))
    expect(gzipped(file), file).toBeLessThanOrEqual(ROUTE_MAX)
})

it('has nothing in the page that a strict policy would refuse', () => {
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/)
  expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
  expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
})

const shipped = () =>
  assets()
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')

it('leaves the page of the parts out', () => {
  expect(shipped()).not.toContain('A box without its tick')
})

it('fetches its further pieces as web/pieces.ts does, with every file that they need', () => {
  expect(shipped()).not.toContain('vite:preloadError')
  expect(shipped()).not.toMatch(/import\([^)]+\)\),\[\]\)/)
})
