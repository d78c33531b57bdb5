import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillTemplate, variableProblems } from '../../../core/domain/templates/fill.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'

describe('the variables of a template', () => {
  it('are filled with what is known, and what is not stays and is named', () => {
    const content = 'Hello {{ contact.first_name }}, {{business.name}} comes.\n{{contact.phone}} {{contact.phone}}'
    expect(
      fillTemplate(content, { 'contact.first_name': 'Jane', 'business.name': '$& Co', 'contact.phone': ' ' }),
    ).toEqual({
      text: 'Hello Jane, $& Co comes.\n{{contact.phone}} {{contact.phone}}',
      missing: ['contact.phone'],
    })
  })

  it('fill nothing that a value brings with it', () => {
    expect(fillTemplate('{{contact.name}}', { 'contact.name': '{{business.name}}', 'business.name': 'x' }).text).toBe(
      '{{business.name}}',
    )
  })

  it('are refused where somebody means more than a name, and what could be none is text', () => {
    const meant = [
      '{{contact.name | upper}}',
      '{{#if x}}',
      '{{/if}}',
      '{{Vorname}}',
      '{{顧客名}}',
      '{{contact-name}}',
      '{{a:b}}',
    ]
    expect(meant.map((text) => variableProblems('content', text, []).length)).toEqual(meant.map(() => 1))
    const text = '{{7*7}} {{constructor.constructor("alert(1)")()}} {{"a"}} {{ }'
    expect(variableProblems('content', text, [])).toEqual([])
  })

  it('that nobody knows are named with their place, and what there is instead', () => {
    const content = '{{contact.name}} {{ shoe size }}\n\n  {{__proto__.x}} {{}} {{shoe size}}'
    const at = (name: string, line: number, character: number) => ({
      field: 'content',
      message: `{{${name}}} (line ${line}, character ${character}) is not known: use {{contact.name}}, {{a.b}}`,
      code: 'UNKNOWN_VARIABLE',
    })
    expect(variableProblems('content', content, ['contact.name', 'a.b'])).toEqual([
      at('shoe size', 1, 18),
      at('__proto__.x', 3, 3),
      at('', 3, 19),
    ])
  })
})

describe.skipIf(!hasSharedData)('naughty strings', () => {
  const naughty: string[] = JSON.parse(readFileSync(join(SHARED_DATA, 'strings', 'naughty.json'), 'utf8'))

  it('are text: as a text they stay; as a value nothing in them is called or filled', () => {
    for (const text of naughty) {
      expect(fillTemplate(text, { 'contact.name': 'x' }).text).toBe(text)
      expect(variableProblems('content', text, ['contact.name'])).toEqual([])
      const { text: filled } = fillTemplate('<{{contact.name}}>', { 'contact.name': text, 'business.name': 'x' })
      expect(filled).toBe(text.trim() ? `<${text.trim()}>` : '<{{contact.name}}>')
    }
  })
})

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom('{', '}', '{{', '}}', ' ', '\n', '{{contact.name}}', '{{ contact.name }}', '$&', '\\'),
    fc.string({ unit: 'grapheme' }),
  )
  const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))

  it('without a problem is filled to the last variable, and the rest of it stays', () => {
    fc.assert(
      fc.property(texts, fc.string({ minLength: 1 }), (text, name) => {
        fc.pre(name.trim() !== '')
        const { text: filled, missing } = fillTemplate(text, { 'contact.name': name })
        const parts = text.split(/\{\{[^\S]*contact\.name[^\S]*\}\}/)
        expect(filled).toBe(parts.join(name.trim()))
        expect(variableProblems('content', text, ['contact.name']).length > 0).toBe(missing.length > 0)
      }),
    )
  })

  it('is read in one pass, however it is made', () => {
    const long = [
      '{{'.repeat(10_000),
      `{{${' '.repeat(20_000)}`,
      '{{a'.repeat(7_000),
      '}}{{'.repeat(5_000),
      '{{a}}'.repeat(4_000),
    ]
    for (const text of long) {
      expect(fillTemplate(text, {}).text).toBe(text)
      expect(variableProblems('content', text, []).length).toBeLessThanOrEqual(10)
    }
  })
})
