import { spawnSync } from 'node:child_process'

/** Whether this machine reads a PDF back: on Debian, poppler-utils. */
export const hasPdfText = (): boolean => spawnSync('pdftotext', ['-v'], { stdio: 'ignore' }).status === 0

/** What a file says, page by page, its lines with single spaces and without the signs of direction. */
export function pdfPages(bytes: Uint8Array): string[][] {
  const { status, stdout, stderr } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' })
  if (status !== 0) throw new Error(`pdftotext: ${stderr}`)
  const pages = stdout.replace(/\f$/, '').split('\f')
  return pages.map((page) =>
    page
      .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter((line) => line !== ''),
  )
}

/** All of it as one text. */
export const pdfText = (bytes: Uint8Array): string => pdfPages(bytes).flat().join('\n')
