import { describe, expect, it } from 'vitest'
import { contactTold } from '../../../core/domain/drafts/contact-told.ts'
import { levelOf } from '../../../core/domain/drafts/fields.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'

const contact = (
  id: string,
  display_name: string,
  more: { company?: string; email?: string; phone?: string } = {},
) => ({
  id,
  display_name,
  company_name: more.company ?? null,
  emails: more.email ? [more.email] : [],
  phones: more.phone ? [more.phone] : [],
})
const contacts = [
  contact('tess', 'Tess Caldwell', { phone: '+16475550144' }),
  contact('wes', 'Wes Tran', { company: 'Kensington Cold Brew', email: 'wes@kensingtoncoldbrew.example' }),
  contact('sam1', 'Samuel Adeyemi', { email: 'samuel@adeyemi.example' }),
  contact('sam2', 'Samuel Adeyemi'),
  contact('dental', 'Annex Dental'),
  contact('group', 'Annex Dental Group'),
  contact('zoe', 'Zoë Müller', { email: 'Zoe@Mueller.example' }),
  contact('bell', 'Bell'),
]
const told = (text: string, isPaper = true) => {
  const lines = linesOf(text)
  const found = contactTold({ lines, subject: '', contactId: null, contacts, isPaper }, { country: 'CA' })
  return (
    found && [
      found.value,
      levelOf(found.confidence),
      lines[found.span!.line]!.text.slice(found.span!.start, found.span!.end),
    ]
  )
}

describe('of whom words tell (H-AI-5)', () => {
  it.each<[string, string[] | null]>([
    ['invoice for Tess Caldwell, 3 h x 85', ['tess', 'MEDIUM', 'Tess Caldwell']],
    ['tess caldwell: tap drips', ['tess', 'MEDIUM', 'tess caldwell']],
    [
      'From: wes@kensingtoncoldbrew.example\n\nPlease come on Monday',
      ['wes', 'HIGH', 'wes@kensingtoncoldbrew.example'],
    ],
    ['From: Wes Tran <WES@kensingtoncoldbrew.example>\nhello', ['wes', 'HIGH', 'WES@kensingtoncoldbrew.example']],
    ['Call 647-555-0144 about the boiler', ['tess', 'HIGH', '647-555-0144']],
    ['Quote for Kensington Cold Brew, two sinks', ['wes', 'MEDIUM', 'Kensington Cold Brew']],
    ['invoice for Samuel Adeyemi', null],
    ['invoice for Samuel Adeyemi, samuel@adeyemi.example', ['sam1', 'HIGH', 'samuel@adeyemi.example']],
    ['Annex Dental Group wants a quote', ['group', 'MEDIUM', 'Annex Dental Group']],
    ['Rechnung für Zoe Müller', ['zoe', 'MEDIUM', 'Zoe Müller']],
    ['zoe@mueller.example wants a quote', ['zoe', 'HIGH', 'zoe@mueller.example']],
    ['Tess Caldwell said: bill Wes Tran for it', ['wes', 'MEDIUM', 'Wes Tran']],
    ['Tess Caldwell and Wes Tran', null],
    ['To: wes@kensingtoncoldbrew.example\nwe come on Monday', null],
    ['From: tess@elsewhere.example\nPlease copy Wes Tran', ['wes', 'MEDIUM', 'Wes Tran']],
    ['Bell rang', null],
    ['Wes Trans', null],
    ['The West Tran', null],
    ['', null],
  ])('%s', (text, expected) => expect(told(text)).toEqual(expected))

  it('what a sender writes of himself is never sure', () => {
    expect(told('my mail is wes@kensingtoncoldbrew.example', false)?.[1]).toBe('MEDIUM')
  })
})
