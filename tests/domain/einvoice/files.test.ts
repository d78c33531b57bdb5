import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EInvoice } from '../../../core/domain/einvoice/model.ts'
import { readEInvoice, xmlText } from '../../../core/domain/einvoice/read.ts'
import { checkEInvoice } from '../../../core/domain/einvoice/rules/check.ts'
import { writeUbl } from '../../../core/domain/einvoice/ubl.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'

const FILES = hasSharedData ? readdirSync(join(SHARED_DATA, 'einvoice')) : []
const textOf = (file: string) => readFileSync(join(SHARED_DATA, 'einvoice', file), 'utf8')

function read(text: string): EInvoice {
  const found = readEInvoice(text)
  if (!found.ok) throw new Error(found.error)
  return found.value
}

/** Every text and attribute that says something, in the order of the file; where namespaces are declared says nothing. */
const saidIn = (xml: string): string[] =>
  [...xml.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<([a-z]+:[A-Za-z]+)((?: [a-zA-Z]+="[^"]*")*)\s*>([^<]*)</g)]
    .filter(([, , , text]) => text!.trim() !== '')
    .map(([, name, attributes, text]) => `${name}${attributes} ${text!.trim()}`)

describe.skipIf(!hasSharedData)('the official examples', () => {
  it('are seven', () => {
    expect(FILES).toHaveLength(7)
  })

  it.each(FILES)('%s is read, written and read again with equal meaning', (file) => {
    const invoice = read(textOf(file))
    expect(read(writeUbl(invoice))).toEqual(invoice)
  })

  it.each(FILES)('%s loses no word and no figure', (file) => {
    const meant = saidIn(textOf(file)).map((said) =>
      said.replace(/(ChargeIndicator) 0$/, '$1 false').replace(/(ChargeIndicator) 1$/, '$1 true'),
    )
    expect(saidIn(writeUbl(read(textOf(file)))).sort()).toEqual(meant.sort())
  })

  it.each(FILES)('%s breaks none of our rules', (file) => {
    expect(checkEInvoice(read(textOf(file)))).toEqual([])
  })
})

const ROOT = 'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"'
const reasonOf = (text: string) => {
  const found = readEInvoice(text)
  return found.ok ? null : found.error
}

describe('a file that is no e-invoice', () => {
  it.each([
    ['doctype', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'],
    ['doctype', `<?xml version="1.0"?><!DOCTYPE Invoice SYSTEM "http://x.example/x.dtd"><Invoice ${ROOT}/>`],
    ['too_deep', `<Invoice ${ROOT}>${'<a>'.repeat(100_000)}`],
    ['too_many', `<Invoice ${ROOT}>${'<a/>'.repeat(500_000)}</Invoice>`],
    ['too_many', `<Invoice ${ROOT} ${Array.from({ length: 200 }, (_, n) => `xmlns:a${n}="b"`).join(' ')}/>`],
    ['too_large', `<Invoice ${ROOT}>${' '.repeat(9_000_000)}</Invoice>`],
    ['broken', `<Invoice ${ROOT}><a>`],
    ['broken', `<Invoice ${ROOT}><a></b></Invoice>`],
    ['broken', `<Invoice ${ROOT}/><Invoice ${ROOT}/>`],
    ['broken', 'Dear customer, here is your invoice'],
    ['empty', ''],
    ['unknown', '<Invoice><ID>1</ID></Invoice>'],
    ['unknown', '<Invoice xmlns="urn:example:other"/>'],
    ['unknown', '<a:Invoice xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'],
  ])('says why: %s', (reason, text) => {
    expect(reasonOf(text)).toBe(reason)
  })

  it('takes no entity but those of XML, and leaves nothing of an attack', () => {
    const text = `<Invoice ${ROOT} xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:ID>&lt;b&gt;&xxe;</cbc:ID></Invoice>`
    expect(read(text).number).toBe('<b>&xxe;')
    expect(read(writeUbl(read(text))).number).toBe('<b>&xxe;')
  })

  it('is read whatever prefixes and encoding it has', () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?><u:Invoice xmlns:u="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><ID>Nr. 7 für Müller</ID></u:Invoice>`
    expect(read(xmlText(Buffer.from(text, 'latin1'))).number).toBe('Nr. 7 für Müller')
    expect(read(xmlText(Buffer.from(`\ufeff${text}`, 'utf16le'))).number).toBe('Nr. 7 für Müller')
  })

  it('is judged in a time that grows with its size, however many rates it has', () => {
    const cbc = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'
    const cac = cbc.replace('Basic', 'Aggregate')
    const category = (n: number) => `<b:ID>S</b:ID><b:Percent>${n % 90}.${n}</b:Percent>`
    const many = (of: (n: number) => string) => Array.from({ length: 10_000 }, (_, n) => of(n)).join('')
    const text = `<Invoice ${ROOT} xmlns:a="${cac}" xmlns:b="${cbc}"><a:TaxTotal>${many((n) => `<a:TaxSubtotal><a:TaxCategory>${category(n)}<a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:TaxCategory></a:TaxSubtotal>`)}</a:TaxTotal>${many((n) => `<a:InvoiceLine><a:Item><a:ClassifiedTaxCategory>${category(n)}<a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:ClassifiedTaxCategory></a:Item></a:InvoiceLine>`)}</Invoice>`
    expect(checkEInvoice(read(text)).length).toBeGreaterThan(10_000)
  })

  it('keeps what is no XML out of what is written', () => {
    const invoice = read(`<Invoice ${ROOT}/>`)
    invoice.number = 'a\u0000\u0008b\ud800c'
    expect(read(writeUbl(invoice)).number).toBe('abc')
  })
})
