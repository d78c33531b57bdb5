import { describe, expect, it } from 'vitest'
import { composeDraft } from '../../../core/domain/drafts/compose.ts'
import { levelOf } from '../../../core/domain/drafts/fields.ts'
import type { Known } from '../../../core/domain/drafts/known.ts'
import { confidenceOf, payloadOf } from '../../../core/domain/drafts/payload.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'

const item = (id: string, name: string, unit: string | null, rate: string) => ({
  id,
  name,
  unit,
  rate,
  currency: 'CAD',
})
/** On a Friday. */
const KNOWN: Known = {
  occasion: { received: '2026-11-27T09:53:00', country: 'CA' },
  currency: 'CAD',
  vendors: [],
  lessons: { lines: new Map(), vendors: [] },
  items: [
    item('labour', 'Labour', 'hour', '110'),
    item('drain', 'Drain cleaning', null, '150'),
    item('pipe', 'Copper pipe, 15 mm', 'm', '14.5'),
  ],
}
const compose = (text: string) =>
  composeDraft({ lines: linesOf(text), subject: '', contactId: null }, KNOWN, 'DRAFT_INVOICE').fields
type Row = [name: string, qty: string, rate: string | null]
const rowsOf = (text: string): Row[] =>
  ((payloadOf(compose(text)).line_items ?? []) as Record<string, string>[]).map(({ name, qty, rate }) => [
    name ?? '',
    qty ?? '1',
    rate ?? null,
  ])

const NOTE: Row[] = [
  ['Labour', '3.5', '95'],
  ['Valves', '2', '24.50'],
  ['Copper pipe, 15 mm', '1', '38'],
]

describe('H-AI-9 the lines of some words', () => {
  it.each<[string, Row[]]>([
    // A price that is written counts before that of the price list.
    ['labour 3.5 h x 95\n2 valves 24.50 each\n1 copper pipe 38', NOTE],
    [
      'invoice for Wes Tran\nlabour 3.5 h x 95\n2 valves 24.50 each\n1 copper pipe 38\nparking 12',
      [...NOTE, ['Parking', '1', '12']],
    ],
    [
      'Annex job Nov 26\n3.5 h x 95\n2 valves 24.50 each\nparking 12\ntravel 25\nbill Nadia Rahman, net 15',
      [
        ['Labour', '3.5', '95'],
        ['Valves', '2', '24.50'],
        ['Parking', '1', '12'],
        ['Travel', '1', '25'],
      ],
    ],
    ['drain cleaning 135.00', [['Drain cleaning', '1', '135.00']]],
    ['Drain cleaning at $135', [['Drain cleaning', '1', '135']]],
    ['Labour 2 h @ 95', [['Labour', '2', '95']]],
    ['please bill the drain cleaning', [['Drain cleaning', '1', '150']]],
    [
      'Montage 3 Std x 85\n2 Ventile je 24,50\nAnfahrt 25',
      [
        ['Montage', '3', '85'],
        ['Ventile', '2', '24.50'],
        ['Anfahrt', '1', '25'],
      ],
    ],
    [
      "main d'œuvre 2 h x 60\n3 joints 4,50 chacun\ndéplacement 30",
      [
        ["Main d'œuvre", '2', '60'],
        ['Joints', '3', '4.50'],
        ['Déplacement', '1', '30'],
      ],
    ],
    [
      'mano de obra 4 h x 35\n2 válvulas 24,50 cada una\ndesplazamiento 20',
      [
        ['Mano de obra', '4', '35'],
        ['Válvulas', '2', '24.50'],
        ['Desplazamiento', '1', '20'],
      ],
    ],
    // A term of payment is no line.
    ['Due in two weeks', []],
    ['Zahlbar in 14 Tagen', []],
    ['Vence en 30 días', []],
    ['Payable sous 30 jours', []],
    ['2 hours tiling at $95. Due in two weeks', [['Tiling', '2', '95']]],
    ['2 hours tiling at $95, net 30', [['Tiling', '2', '95']]],
    ['Payment within 14 days. Tiling $300', [['Tiling', '1', '300']]],
    ['3 Stunden Montage zu 85 CAD. Zahlbar in 14 Tagen', [['Montage', '3', '85']]],
    ['Montage 300 CAD, Zahlungsziel 14 Tage netto', [['Montage', '1', '300']]],
    ['Reparatur 300 CAD, fällig in zwei Wochen', [['Reparatur', '1', '300']]],
    ['2 heures de peinture à 60 CAD, paiement à 30 jours', [['Peinture', '2', '60']]],
    ['3 horas de pintura a 40 CAD. Vence en 30 días', [['Pintura', '3', '40']]],
    ['Pintura 300 CAD, pago a 15 días', [['Pintura', '1', '300']]],
    ['Due on receipt, 2 hours at $95', [['Labour', '2', '95']]],
    ['Due Friday, 2 hours tiling at $95', [['Tiling', '2', '95']]],
    ['Sofort fällig, 3 Stunden Montage zu 85 CAD', [['Montage', '3', '85']]],
    ['3 h de peinture à 25 CAD, paiement comptant', [['Peinture', '3', '25']]],
    ['Merci de facturer 3 h de ménage à 25 CAD', [['Ménage', '3', '25']]],
    // Each sum that is named beside what it is for.
    [
      'Hola, soy Carmen Ruiz, necesito factura de 6 horas de ayer a 40 CAD la hora más 75,50 CAD de material',
      [
        ['Labour', '6', '40'],
        ['Material', '1', '75.50'],
      ],
    ],
    [
      'Desmond Clarke: 4 hours at $95 = $380, plus parts $60, total $440. net 15',
      [
        ['Labour', '4', '95'],
        ['Parts', '1', '60'],
      ],
    ],
    [
      'Tiling $300 + grout $45',
      [
        ['Tiling', '1', '300'],
        ['Grout', '1', '45'],
      ],
    ],
    [
      '3 Stunden Montage zu je 85 CAD zzgl. 40 CAD Anfahrt',
      [
        ['Montage', '3', '85'],
        ['Anfahrt', '1', '40'],
      ],
    ],
    [
      '2 heures de peinture à 60 CAD ainsi que 35 CAD de fournitures',
      [
        ['Peinture', '2', '60'],
        ['Fournitures', '1', '35'],
      ],
    ],
    ['2x drain cleaning $150', [['Drain cleaning', '2', '150']]],
    [
      'Rechnung an Herrn Kurz: Heizung entlüftet 2 Std. à 80, Material 45,30, Anfahrt 25, zahlbar binnen 14 Tagen',
      [
        ['Heizung entlüftet', '2', '80'],
        ['Material', '1', '45.30'],
        ['Anfahrt', '1', '25'],
      ],
    ],
    ['Tiling $300 plus 13% HST', [['Tiling', '1', '300']]],
    ['Invoice Wes: 2 hours at $95', [['Labour', '2', '95']]],
    ['Rechnung an Frau Lang: 2 Stunden zu 95 CAD', [['Labour', '2', '95']]],
    [
      'Tiling 3 days x 250 + grout 45 and parking 12',
      [
        ['Tiling', '3', '250'],
        ['Grout', '1', '45'],
        ['Parking', '1', '12'],
      ],
    ],
    ['2 doors (300 each)', [['Doors', '2', '300']]],
    [
      '1x Waschbecken 189,-\n4 Std Montage à 62 CAD',
      [
        ['Waschbecken', '1', '189'],
        ['Montage', '4', '62'],
      ],
    ],
    [
      'Window cleaning - 85.00\nGutters - 60\nTotal 145',
      [
        ['Window cleaning', '1', '85.00'],
        ['Gutters', '1', '60'],
      ],
    ],
    // No greeting, no person, no day and no preposition names a line.
    ['Hi its Jane, 2 hours at $95', [['Labour', '2', '95']]],
    ['Hi its Jane 2 hours at $95', [['Labour', '2', '95']]],
    ['Yesterday 2 hours at 95', [['Labour', '2', '95']]],
    ['Tess Caldwell 3 hours at 85', [['Labour', '3', '85']]],
    ['for John 3 hours at $85', [['Labour', '3', '85']]],
    ['for tiling 3 hours at $85', [['Tiling', '3', '85']]],
    ['Über 3 Stunden zu 85 CAD', [['Labour', '3', '85']]],
    ['Gestern 3 Stunden zu 85 CAD', [['Labour', '3', '85']]],
    ['Guten Morgen, hier ist Jana Vogt, 3 Stunden Montage zu 85 CAD', [['Montage', '3', '85']]],
    ['Bonjour, je suis Paul Petit, 2 heures à 60 CAD', [['Labour', '2', '60']]],
    ['Hier 2 heures à 60 CAD', [['Labour', '2', '60']]],
    ['Ayer 3 horas a 40 CAD', [['Labour', '3', '40']]],
    ['Can I get an invoice for last week, 2x $150', [['Drain cleaning', '2', '150']]],
    // Figures that are no price.
    ['Tiling $300\n62 Lippincott St\nunit 12\nroom 4\nNov 26', [['Tiling', '1', '300']]],
    ['Montage 300 CAD\nHauptstraße 7\nTermin 14 Uhr', [['Montage', '1', '300']]],
  ])('%s', (text, rows) => expect(rowsOf(text)).toEqual(rows))

  it.each([
    '2x drain cleaning $150, 10% off',
    '2 hours tiling at $95 less 10%',
    'Tiling $300 with a $20 discount',
    '3 Stunden Montage zu 85 CAD abzüglich 5 % Rabatt',
    '2 heures de peinture à 60 CAD, remise de 10 %',
    '3 horas de pintura a 40 CAD con 10 % de descuento',
    'Tiling $300 $45',
    'Plomberie 55 CAD, remise fidélité',
    'Tiling $300, deposit $100 paid',
    'Pose 3 h x 55, robinet 80 CAD, acompte 50 CAD',
    '5 horas de pintura x 38, 5% dto',
    'Montage 300 CAD mit dem üblichen Rabatt',
    'Tiling $300, 10 percent for friends',
  ])('what lowers a price, and a sum that is left over, leave nothing sure: %s', (text) =>
    expect(levelOf(confidenceOf(1, compose(text)))).toBe('LOW'),
  )

  it.each(['paiement à 30 jours', 'échéance à 30 jours', 'pago a 30 días', 'net 30', 'zahlbar in 30 Tagen'])(
    'a term is the day that it is due: %s',
    (term) => expect(compose(`Tiling $300, ${term}`).due_date?.value).toBe('2026-12-27'),
  )

  it('a tax leaves a price as sure as it is', () =>
    expect(levelOf(compose('Tiling $300 plus 13% HST')['line_items.0.rate']!.confidence)).toBe('HIGH'))

  it('what is written is read, though the price list says another price', () => {
    const { 'line_items.0.rate': rate, 'line_items.0.item_id': of } = compose('labour 3.5 h x 95')
    expect(of?.value).toBe('labour')
    expect(rate).toMatchObject({ value: '95', origin: 'WORDS', span: { line: 0, start: 15, end: 17 } })
  })
})
