import { beforeAll, describe, expect, it } from 'vitest'
import { drawable, MISSING, withSigns } from '../../workers/paper/draw/characters.ts'
import { invoicePaper } from '../../workers/paper/invoice-paper.ts'
import { sampleInvoice } from '../portal/sample.ts'
import { drawn } from '../support/drawn.ts'
import { paperDrawer } from '../support/papers.ts'
import { hasPdfText, pdfText } from '../support/pdf-text.ts'
import { STRINGS } from '../support/strings.ts'

let drawer: Awaited<ReturnType<typeof paperDrawer>>
beforeAll(async () => {
  drawer = await paperDrawer()
}, 60_000)

const LINE = sampleInvoice().line_items[0]!
const draw = (name: string, description: string | null = null) =>
  drawer.draw(invoicePaper(sampleInvoice({ line_items: [{ ...LINE, name, description }] })))

const NAMES: [string, string, string][] = [
  ['Latin', 'Łukasz Ångström é ñ ß ő ığ Đặng', 'Naprawa kranu, część 3'],
  ['Greek', 'Καφενείο η Αθήνα', 'Εγκατάσταση νεροχύτη'],
  ['Cyrillic', 'ООО «Ромашка» Київ', 'Установка смесителя'],
  ['Hebrew', 'מאיר כהן ובניו', 'התקנת ברז במטבח'],
  ['Arabic', 'شركة النور للتجارة', 'تركيب صنبور المطبخ'],
  ['Devanagari', 'हिन्दी व्यापार प्रतिष्ठान', 'रसोई का नल स्थापना'],
  ['Thai', 'บริษัท น้ำใส จำกัด', 'ติดตั้งก๊อกน้ำในครัว'],
  ['Japanese', '株式会社山田水道', '台所の蛇口を交換しました。'],
  ['Chinese', '北京水暖有限公司', '安装厨房水龙头'],
  ['Korean', '한국 배관 주식회사', '주방 수도꼭지 설치'],
]

describe.skipIf(!hasPdfText())('names and lines, read back', () => {
  it.each(NAMES)('in %s', async (_, name, line) => {
    const invoice = sampleInvoice({ line_items: [{ ...LINE, name: line, description: name }] })
    const text = pdfText(
      await drawer.draw(invoicePaper({ ...invoice, customer: { ...invoice.customer, display_name: name } })),
    )
    expect(text.split(name).length - 1, text).toBe(2)
    expect(text).toContain(line)
    expect(text).not.toContain(MISSING)
  })

  it('has one sign for each character that no font has, and says so', async () => {
    const text = pdfText(await draw('Pizza 🍕👨‍👩‍👧‍👦🇨🇦 𐍈 done'))
    expect(text).toContain(`Pizza ${MISSING.repeat(3)} ${MISSING} done`)
    expect(text).toContain(`${MISSING} stands for a character that cannot be printed here.`)
    expect(pdfText(await draw('Pizza'))).not.toContain('cannot be printed')
  })

  it('prints every naughty string', async () => {
    const texts = drawn(STRINGS, 4)
    for (let at = 0; at < texts.length; at += 60) {
      const some = texts.slice(at, at + 60)
      const line_items = some.map((text) => ({
        ...LINE,
        name: text.slice(0, 200) || '-',
        description: text.slice(0, 2_000),
      }))
      const text = pdfText(await drawer.draw(invoicePaper(sampleInvoice({ line_items, notes: some.join('\n') }))))
      expect(text.split('$180.00 HST 13% $180.00').length - 1).toBe(some.length)
      expect(text).toContain('Total $271.20')
    }
  }, 60_000)
})

describe('what of a text can stand on paper', () => {
  it.each([
    ['a\u0000b\u001b[31mc', 'ab[31mc'],
    ['e\u0301', 'é'],
    ['soft\u00adhyphen\ufeff', 'softhyphen'],
    ['tab\there', 'tab here'],
    ['lone \ud800 surrogate', `lone ${MISSING} surrogate`],
    ['joined\u200dword', 'joinedword'],
  ])('%j is drawn as %j', (typed, shown) => expect(drawable(typed)).toBe(shown))

  it('keeps a letter whose marks are not there, and piles no more of them on it than a name has', () => {
    const ascii = (code: number) => code < 0x80
    expect(withSigns('Z\u0321 x', ascii)).toBe(`Z${MISSING} x`)
    expect(Array.from(drawable(`Z${'\u0321'.repeat(90)}`))).toHaveLength(5)
  })
})
