import { describe, expect, it } from 'vitest'
import { fillTemplate, variableProblems } from '../../../core/domain/templates/fill.ts'

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
