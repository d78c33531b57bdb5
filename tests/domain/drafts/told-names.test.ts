import { describe, expect, it } from 'vitest'
import { composeDraft } from '../../../core/domain/drafts/compose.ts'
import { levelOf } from '../../../core/domain/drafts/fields.ts'
import type { Known } from '../../../core/domain/drafts/known.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import type { Intent } from '../../../core/domain/extraction/intent/intents.ts'

const known: Known = {
  occasion: { received: '2026-11-27T09:53:00', country: 'CA' },
  currency: 'CAD',
  vendors: [{ name: 'Rona', category: 'Materials' }],
  lessons: { lines: new Map(), vendors: [] },
  items: [],
}
const fieldsOf = (text: string, intent: Intent) =>
  composeDraft({ lines: linesOf(text), subject: '', contactId: null, isPaper: true }, known, intent).fields

describe('the vendor of a sentence is whom it names, never itself', () => {
  it.each<[string, string | undefined]>([
    ['Gas $64.20 at Petro-Canada yesterday for the van', 'Petro-Canada'],
    ['bought two filters from Home Hardware for $38.40', 'Home Hardware'],
    ['Paid $18 for parking at the Green P on Queen today', 'Green P'],
    ['Reminder: our hydro bill $212.40 due Dec 3, Toronto Hydro account 55-2231', 'Toronto Hydro'],
    ['Hi, just a reminder that the rent of $2,400.00 is due on December 1', undefined],
    ['lunch with the crew cost us 54.20 yesterday', undefined],
    ['Gestern bei Bauhaus Schrauben gekauft, 23,90 €', 'Bauhaus Schrauben'],
    ['Wir haben am Freitag bei Shell getankt, 64,20 €', 'Shell'],
    ['essence prise chez Total ce matin, 52,30 € pour le camion', 'Total'],
    ['compré tornillos en Ferretería López ayer por 12,40 €', 'Ferretería López'],
    ['picked up more caulk, rona again, $22.10 all in', 'Rona'],
    ['we met at Monday lunch and it cost $40.00', undefined],
  ])('%s', (text, vendor) => {
    const { vendor_name: found } = fieldsOf(text, 'DRAFT_EXPENSE')
    expect(found?.value).toBe(vendor)
    if (found) expect(levelOf(found.confidence)).not.toBe('HIGH')
  })
})

describe("the number and the last day of a supplier's bill", () => {
  it.each<[string, string | undefined, string | undefined]>([
    [
      'Annex Supply Ltd\nInvoice number 88-1203\nDate: November 20, 2026\nTotal $90.00\nDue: December 10, 2026',
      '88-1203',
      '2026-12-10',
    ],
    [
      'Baubedarf GmbH\nRechnungsnummer: RE-2026-114\nDatum 20.11.2026\nGesamt 90,00 €\nFällig am 10.12.2026',
      'RE-2026-114',
      '2026-12-10',
    ],
    [
      'Dupont SARL\nFacture n° F2026-88\nDate 20/11/2026\nTotal 90,00 €\nÉchéance : 10/12/2026',
      'F2026-88',
      '2026-12-10',
    ],
    ['ACME INC\nInvoice # 4471\nNov 20, 2026\nAmount due $90.00', '4471', undefined],
    ['Corner Store Ltd\n2026-11-20\nTotal due $9.00\nVisa 9.00', undefined, undefined],
    ['Our hydro bill $212.40 is due Dec 3', undefined, '2026-12-03'],
  ])('%s', (text, number, due) => {
    const fields = fieldsOf(text, 'DRAFT_EXPENSE')
    expect(fields.invoice_number?.value).toBe(number)
    expect(fields.due_date?.value).toBe(due)
  })
})

describe('what work is called', () => {
  it.each<[string, string]>([
    [
      'hey this is Theo Marchetti, 62 Lippincott St. The upstairs toilet is overflowing, please come asap',
      'The upstairs toilet is overflowing, please come asap',
    ],
    [
      'hey this is Theo Marchetti, 62 Lippincott St\nThe upstairs toilet is overflowing',
      'The upstairs toilet is overflowing',
    ],
    [
      'Kannst du bitte am 3.12. um 14 Uhr die Heizung warten?',
      'Kannst du bitte am 3.12. um 14 Uhr die Heizung warten?',
    ],
    ['Bitte am 3. Dezember kommen', 'Bitte am 3. Dezember kommen'],
    [
      'From: wes@kensingtoncoldbrew.example\nTo: us@maple.example\nSubject: Re: Leaking sink\n\nIt leaks.',
      'Leaking sink',
    ],
    ['From: wes@kensingtoncoldbrew.example\n\nPlease fix the sink on Monday', 'Please fix the sink on Monday'],
    ['Hi, can you fix the tap in the kitchen?', 'Can you fix the tap in the kitchen?'],
    ['hi can you fix the tap in the kitchen?', 'Can you fix the tap in the kitchen?'],
    ['Hola, soy Carmen Ruiz. Necesito arreglar el grifo', 'Necesito arreglar el grifo'],
    ["Hello, I'm Not sure about the boiler, please look", "I'm Not sure about the boiler, please look"],
    ['Please come on Dec. 3 and repair the fence', 'Please come on Dec. 3 and repair the fence'],
  ])('%s', (text, title) => expect(fieldsOf(text, 'CREATE_WORK_ITEM').title?.value).toBe(title))

  it('a long one ends with a word', () => {
    const { title } = fieldsOf(`Please repair ${'the old garden fence, '.repeat(8)}`, 'CREATE_WORK_ITEM')
    expect(title?.value).toMatch(/\p{L}…$/u)
  })

  it.each<[string, string]>([
    ['Bitte in der Hauptstraße 7, 80331 München warten', 'Hauptstraße 7, 80331 München'],
    ['Wir wohnen Am Markt 3, 10115 Berlin', 'Am Markt 3, 10115 Berlin'],
    ['Please come to 12 Elm Street tomorrow', '12 Elm Street'],
  ])('the address ends before the rest of a sentence: %s', (text, address) => {
    expect(fieldsOf(text, 'CREATE_WORK_ITEM')['labels_json.service_address']?.value).toBe(address)
  })
})
