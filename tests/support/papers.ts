import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../../local/root.ts'
import { buildFonts } from '../../local/stack/fonts.ts'
import { drawPaper, FontShelf } from '../../workers/paper/draw/draw.ts'
import type { Paper } from '../../workers/paper/paper.ts'

/** Draws papers in this process, and remembers which files of the fonts that read. */
export async function paperDrawer() {
  const folder = await buildFonts(ROOT)
  const read: string[] = []
  const shelf = new FontShelf(async (file) => {
    read.push(file)
    return new Uint8Array(await readFile(join(folder, file)))
  })
  return { read, draw: (paper: Paper) => drawPaper(paper, shelf) }
}
