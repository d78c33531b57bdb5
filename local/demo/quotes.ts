import type { Moment } from './invoices.ts'
import { MEMBERS, OWNER, type Person } from './people.ts'

export interface DemoQuoteLine {
  name: string
  qty: string
  rate: string
  optional?: true
  qty_editable?: true
}

/** What the customer answered on his page: which optional lines, by their place, and how many. */
export type DemoAnswer =
  | { at: Moment; name: string; lines?: Readonly<Record<number, string>> }
  | { at: Moment; reason: string }

export interface DemoQuote {
  number: number
  contact: string
  made: Moment
  by: Person
  reference?: string
  /** Days from today until which it is good; without it the 30 days of the business. */
  until?: number
  lines: readonly DemoQuoteLine[]
  deposit?: { percent: string }
  notes?: string
  /** Minutes after it was made; null stays a draft. */
  sentAfter: number | null
  seen: readonly Moment[]
  answer?: DemoAnswer
  converted?: Moment
}

type More = Partial<Omit<DemoQuote, 'number' | 'contact' | 'made' | 'lines'>>

const line = (name: string, rate: string, qty = '1'): DemoQuoteLine => ({ name, qty, rate })
const labour = (hours: string) => line('Labour, per hour', '110.00', hours)
const option = (name: string, rate: string): DemoQuoteLine => ({ ...line(name, rate), optional: true })
const perPiece = (name: string, rate: string, qty = '1'): DemoQuoteLine => ({
  ...line(name, rate, qty),
  optional: true,
  qty_editable: true,
})

const quote = (
  number: number,
  contact: string,
  made: Moment,
  lines: DemoQuote['lines'],
  more: More = {},
): DemoQuote => ({
  number,
  contact,
  made,
  lines,
  by: OWNER,
  sentAfter: 12,
  seen: [],
  ...more,
})

/** In the order of their numbers: expired, declined, approved with options, with a deposit, soon over, an invoice already, sent, a draft. */
export const QUOTES: readonly DemoQuote[] = [
  quote(1, 'kensington', [-62, '10:05'], [line('Ice machine filter housing', '260.00'), labour('2')], {
    until: -34,
    seen: [[-61, '15:40']],
  }),
  quote(
    2,
    'gladstone',
    [-19, '11:30'],
    [
      line('Floor drains, two replaced', '420.00', '2'),
      labour('4'),
      option('Camera inspection of the stack', '280.00'),
    ],
    {
      reference: 'Basement',
      seen: [[-18, '09:12']],
      answer: { at: [-16, '14:41'], reason: 'The board wants to wait until spring.' },
    },
  ),
  quote(
    3,
    'parkside',
    [-12, '10:15'],
    [
      line('Staff kitchen sink and trap, fitted', '640.00'),
      labour('3'),
      perPiece('Hand basin tap, hands-free', '145.00'),
      option('Water filter under the sink', '220.00'),
    ],
    {
      seen: [
        [-12, '12:05'],
        [-9, '08:22'],
      ],
      answer: { at: [-9, '08:31'], name: 'Ines Duarte', lines: { 3: '4', 4: '1' } },
    },
  ),
  quote(
    4,
    'rosa',
    [-6, '16:20'],
    [line('Second bathroom, rough-in', '3200.00'), line('Copper and fittings', '860.00'), labour('22')],
    {
      reference: 'Second bathroom',
      deposit: { percent: '30' },
      seen: [
        [-6, '19:30'],
        [-2, '21:04'],
      ],
    },
  ),
  quote(
    5,
    'desmond',
    [-4, '09:05'],
    [line('Battery backup for the sump pump', '720.00'), labour('2'), option('Flood alarm on your phone', '180.00')],
    {
      until: 2,
      seen: [
        [-4, '17:45'],
        [-1, '18:20'],
      ],
    },
  ),
  quote(6, 'harriet', [-3, '09:20'], [line('Bathroom faucet, brushed nickel', '190.00'), labour('1')], {
    seen: [[-3, '18:02']],
    answer: { at: [-1, '20:40'], name: 'Harriet Lowe' },
    converted: [0, '08:05'],
  }),
  quote(7, 'northgate', [-1, '13:40'], [line('Riser valves, floor 7', '250.00', '4'), labour('6')], {
    by: MEMBERS.sam,
    reference: 'PO 7810',
  }),
  quote(8, 'elm', [0, '08:50'], [line('Grease trap, 50 l, fitted', '980.00'), labour('5')], {
    by: MEMBERS.priya,
    sentAfter: null,
    deposit: { percent: '50' },
  }),
]
