import { describe, expect, it } from 'vitest'
import { fillTemplate, unknownVariables } from '../../../core/domain/templates/fill.ts'

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

  it('that nobody knows are found', () => {
    expect(unknownVariables('{{contact.name}} {{ shoe size }} {{__proto__.x}} {{}}')).toEqual([
      'shoe size',
      '__proto__.x',
      '',
    ])
  })
})
