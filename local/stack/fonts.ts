import { randomUUID } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { create, type Font } from '@cantoo/fontkit'
import subsetFont from 'subset-font'
import type { FontIndex, Slice } from '../../workers/paper/draw/font-index.ts'
import { hashOfSources } from './sources.ts'

/** What the fonts of papers are made from. */
const SOURCES = ['local/stack/fonts.ts', 'package-lock.json']
const REGULAR = 400
const BOLD = 700

interface Family {
  name: string
  /** Its slices that hold what the others do not. */
  slices: RegExp
  weights: readonly number[]
}

/** What stands in each paper, and small alphabets: one index for all. Names of people and things are never bold. */
const ALPHABETS: Family[] = [
  {
    name: 'noto-sans',
    slices: /sans-(latin|latin-ext|vietnamese|greek|greek-ext|cyrillic|cyrillic-ext)-/,
    weights: [REGULAR, BOLD],
  },
  { name: 'noto-sans-hebrew', slices: /-hebrew-hebrew-/, weights: [REGULAR] },
  { name: 'noto-sans-arabic', slices: /-arabic-(arabic|math|symbols)-/, weights: [REGULAR] },
  { name: 'noto-sans-devanagari', slices: /-devanagari-devanagari-|-devanagari-wght/, weights: [REGULAR] },
  { name: 'noto-sans-thai', slices: /-thai-thai-/, weights: [REGULAR] },
]
/** Thousands of characters each, which look different in each: an index of their own. */
const IDEOGRAPHS = ['jp', 'sc', 'kr'].map(
  (name): Family => ({ name: `noto-sans-${name}`, slices: /-\d+-wght/, weights: [REGULAR] }),
)

/** Writes the fonts of papers into dist/fonts, unless they were made from the same packages; answers that folder. */
export async function buildFonts(root: string): Promise<string> {
  const target = join(root, 'dist', 'fonts')
  const stamp = join(root, 'dist', 'fonts.sources')
  const sources = hashOfSources(root, SOURCES)
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return target
  const fresh = join(root, 'dist', `fonts-${randomUUID()}`)
  mkdirSync(fresh, { recursive: true })
  await writeFamilies(root, fresh, 'alphabets', ALPHABETS)
  for (const family of IDEOGRAPHS) await writeFamilies(root, fresh, family.name, [family])
  rmSync(target, { recursive: true, force: true })
  renameSync(fresh, target)
  writeFileSync(stamp, sources)
  return target
}

async function writeFamilies(root: string, folder: string, index: string, families: readonly Family[]): Promise<void> {
  const slices: Slice[] = []
  for (const family of families) {
    const from = join(root, 'node_modules', '@fontsource-variable', family.name)
    copyFileSync(join(from, 'LICENSE'), join(folder, `${family.name}.LICENSE.txt`))
    const files = readdirSync(join(from, 'files')).filter(
      (file) => file.endsWith('-wght-normal.woff2') && family.slices.test(file),
    )
    for (const file of files.sort(byNumber))
      for (const weight of family.weights) slices.push(await writeSlice(join(from, 'files', file), folder, weight))
  }
  writeFileSync(join(folder, `${index}.json`), JSON.stringify({ slices } satisfies FontIndex))
}

const byNumber = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })

/** One weight of a slice, with outlines that need no unpacking; hints are for screens of long ago. */
async function writeSlice(from: string, folder: string, weight: number): Promise<Slice> {
  const file = `${basename(from, '-wght-normal.woff2')}-${weight}.ttf`
  const bytes = await subsetFont(readFileSync(from), undefined, {
    keepAllGlyphs: true,
    targetFormat: 'truetype',
    noHinting: true,
    variationAxes: { wght: weight },
  })
  writeFileSync(join(folder, file), bytes)
  return { file, bold: weight === BOLD, ranges: rangesOf((create(bytes) as Font).characterSet) }
}

/** `20-7e,a0`: first and last of each run of code points, in hex. */
function rangesOf(codePoints: readonly number[]): string {
  const runs: [number, number][] = []
  for (const code of [...codePoints].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && code <= last[1] + 1) last[1] = code
    else runs.push([code, code])
  }
  return runs
    .map(([first, end]) => (first === end ? first.toString(16) : `${first.toString(16)}-${end.toString(16)}`))
    .join(',')
}
