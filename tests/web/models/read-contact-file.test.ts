import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { readContactFile } from '../../../web/models/contact-import/read-file.ts'
import { SHARED_DATA } from '../../support/shared-data.ts'

const file = (bytes: string | Uint8Array<ArrayBuffer>) => new File([bytes], 'customers.csv')
async function tableOf(bytes: string | Uint8Array<ArrayBuffer>) {
  const read = await readContactFile(file(bytes))
  if (!read.ok) throw new Error(read.problem)
  return read.table
}
const problemOf = async (bytes: string | Uint8Array<ArrayBuffer>) => {
  const read = await readContactFile(file(bytes))
  return read.ok ? '' : read.problem
}
const utf16 = (text: string, isBig: boolean) => {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), !isBig)
  return bytes
}

const CSV = join(SHARED_DATA, 'csv')
const names = (() => {
  try {
    return readdirSync(join(CSV, 'csvs')).map((name) => name.replace(/\.csv$/, ''))
  } catch {
    return []
  }
})()

/** The files came through systems that write line ends their own way, and one lost its degrees and hides a phone number. */
const comparable = (rows: readonly Record<string, string>[]) =>
  JSON.stringify(rows)
    .replaceAll('\\r\\n', '\\n')
    .replace(/[°\uFFFD]/g, '?')
    .replace(/\d{10}/g, 'number')

describe('a file of contacts', () => {
  it.skipIf(names.length === 0).each(names)('CS2 is read as it means: %s', async (name) => {
    const means = [JSON.parse(readFileSync(join(CSV, 'json', `${name}.json`), 'utf8'))].flat() as Record<
      string,
      string
    >[]
    const { columns, rows } = await tableOf(readFileSync(join(CSV, 'csvs', `${name}.csv`)))
    const headers = Object.keys(means[0] ?? {})
    const found = rows.map((row) => Object.fromEntries(headers.map((header, at) => [header, row[at] ?? ''])))
    expect(columns).toHaveLength(headers.length)
    expect(comparable(found)).toEqual(comparable(means))
  })

  it.each([
    ['UTF-8 with a mark', '\uFEFFName,City\r\nJosé,Köln'],
    ['UTF-16, little', utf16('\uFEFFName\tCity\nJosé\tKöln', false)],
    ['UTF-16, big', utf16('\uFEFFName;City\nJosé;Köln', true)],
    ['as Windows wrote it', Uint8Array.from([...'Name;City\nJos\xe9;K\xf6ln'].map((letter) => letter.charCodeAt(0)))],
  ])('is read in its encoding: %s', async (_, bytes) => {
    const { columns, rows } = await tableOf(bytes)
    expect(columns.map(({ target }) => target)).toEqual(['display_name', 'city'])
    expect(rows).toEqual([['José', 'Köln']])
  })

  it('says of what is none what to do', async () => {
    expect(await problemOf('')).toContain('empty')
    expect(await problemOf('Name,City\n')).toContain('no rows')
    expect(await problemOf('PK\u0003\u0004 a workbook')).toContain('save it as CSV')
    expect(await problemOf('Name\n\u0000\u0001')).toContain('not a file of text')
    expect(await problemOf(`Name\n${'x\n'.repeat(20_001)}`)).toContain('divide it')
    expect(await problemOf(`${Array.from({ length: 201 }, (_, n) => n).join(',')}\n1`)).toContain('200 columns')
  })

  it('CS1 what would be a formula comes out as text, and in again as it was', async () => {
    const names = ['=1+1', '+SUM(A1)', '-2', '@cmd', '＝1']
    const text = Papa.unparse([['Name'], ...names.map((name) => [name])], { escapeFormulae: /^[=+\-@\t\r＝＋－＠]/ })
    expect(text.split('\r\n').slice(1)).toEqual(names.map((name) => `"'${name}"`))
    expect((await tableOf(text)).rows.map(([name]) => name)).toEqual(names.map((name) => `'${name}`))
  })
})
