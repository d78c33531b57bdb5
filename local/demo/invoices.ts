import { MEMBERS, OWNER, type Person } from './people.ts'

/** When something happened: days from today (0 is today), and the time in Toronto. */
export type Moment = readonly [day: number, time: string]

export interface DemoPayment {
  at: Moment
  amount: string
  by: 'card' | 'CASH' | 'BANK' | 'CHECK'
  label?: string
}

export interface DemoInvoice {
  number: number
  contact: string
  made: Moment
  by: Person
  reference?: string
  /** Days after today; without it the 14 days of the business. */
  due?: number
  lines: readonly { name: string; qty: string; rate: string }[]
  discount?: { percent: string }
  notes?: string
  /** Minutes after it was made; null stays a draft. */
  sentAfter: number | null
  seen: readonly Moment[]
  paid: readonly DemoPayment[]
  void?: Moment
}

type More = Partial<Omit<DemoInvoice, 'number' | 'contact' | 'made' | 'lines'>>

const line = (name: string, rate: string, qty = '1') => ({ name, qty, rate })
const labour = (hours: string) => line('Labour, per hour', '110.00', hours)
const CALL_OUT = line('Call-out (Toronto core)', '60.00')
const card = (at: Moment, amount: string, label = 'Visa ending 4242'): DemoPayment => ({
  at,
  amount,
  by: 'card',
  label,
})
const by = (kind: 'CASH' | 'BANK' | 'CHECK', at: Moment, amount: string): DemoPayment => ({ at, amount, by: kind })

const invoice = (
  number: number,
  contact: string,
  made: Moment,
  lines: DemoInvoice['lines'],
  more: More = {},
): DemoInvoice => ({ number, contact, made, lines, by: OWNER, sentAfter: 7, seen: [], paid: [], ...more })

/** The first numbers were given out by hand, before there was a hub. */
export const NUMBERS_BEFORE = 1015

/** Six are open, for 3,860.10; three of them late, for 1,774.10. Two were paid today, 711.90 together. */
export const INVOICES: readonly DemoInvoice[] = [
  invoice(1016, 'luis', [-96, '16:05'], [line('Water heater flush', '120.00'), CALL_OUT], {
    paid: [by('BANK', [-90, '11:20'], '203.40')],
  }),
  invoice(1017, 'gladstone', [-93, '09:12'], [line('Floor drain, replaced', '420.00'), labour('2')], {
    paid: [by('CHECK', [-80, '14:02'], '723.20')],
  }),
  invoice(1018, 'jane', [-88, '12:41'], [line('Toilet seal', '60.00'), CALL_OUT], {
    seen: [[-88, '12:55']],
    paid: [card([-88, '12:58'], '135.60')],
  }),
  invoice(1019, 'annex', [-84, '08:40'], [line('Stack cleaning, 410 Bloor', '980.00')], {
    due: -54,
    reference: 'PO 7602',
    paid: [by('BANK', [-70, '10:15'], '600.00'), by('BANK', [-61, '10:31'], '507.40')],
  }),
  invoice(1020, 'birchwood', [-79, '17:22'], [line('Annual backflow test', '340.00'), labour('1')], {
    paid: [by('BANK', [-66, '09:03'], '508.50')],
  }),
  invoice(1021, 'desmond', [-75, '13:10'], [line('Sump pump inspection', '150.00')], {
    by: MEMBERS.sam,
    void: [-74, '08:20'],
  }),
  invoice(1022, 'kensington', [-70, '10:48'], [line('Ice machine line', '145.00'), labour('1.5')], {
    seen: [[-69, '15:30']],
    paid: [card([-58, '09:44'], '350.30', 'Mastercard ending 8210')],
  }),
  invoice(1023, 'northgate', [-66, '11:05'], [line('Riser valves, floor 5', '375.00', '4')], {
    due: -36,
    paid: [by('BANK', [-48, '12:00'], '1695.00')],
  }),
  invoice(1024, 'bakery', [-62, '15:36'], [line('Grease trap service', '235.00'), labour('1.5')], {
    paid: [by('CHECK', [-46, '16:20'], '452.00')],
  }),
  invoice(1025, 'harriet', [-58, '09:50'], [line('Shower cartridge', '95.00'), labour('1.5')], {
    seen: [[-57, '20:14']],
    paid: [card([-45, '20:31'], '293.80')],
  }),
  invoice(1026, 'grant', [-55, '14:15'], [line('Kitchen drain, cleared', '120.00'), labour('2')], {
    by: MEMBERS.sam,
    paid: [by('CASH', [-41, '17:05'], '384.20')],
  }),
  invoice(1027, 'rosa', [-51, '08:30'], [line('Bathroom rough-in, deposit', '900.00')], {
    seen: [[-50, '07:58']],
    paid: [card([-38, '08:10'], '1017.00')],
  }),
  invoice(1028, 'parkside', [-47, '10:22'], [line('Two hand basins, fitted', '300.00', '2')], {
    paid: [by('BANK', [-36, '13:40'], '678.00')],
  }),
  invoice(1029, 'meilin', [-43, '16:44'], [line('Parts for the laundry tap', '115.66'), labour('1')], {
    paid: [by('CASH', [-33, '18:02'], '275.00')],
  }),
  invoice(
    1030,
    'rosa',
    [-38, '09:15'],
    [line('Bathroom rough-in, stage 1', '1460.00'), line('Copper and fittings', '540.00')],
    { due: -8, seen: [[-38, '12:20']], paid: [by('BANK', [-12, '11:08'], '2260.00')] },
  ),
  invoice(1031, 'birchwood', [-37, '17:30'], [line('Chair supply lines', '430.00'), labour('2')], {
    seen: [[-36, '08:45']],
  }),
  invoice(1032, 'harriet', [-35, '13:25'], [line('Basement bathroom faucet', '240.00'), labour('3')], {
    paid: [by('BANK', [-17, '10:26'], '644.10')],
  }),
  invoice(1033, 'northgate', [-29, '11:40'], [line('Riser valves, floor 6', '250.00', '4')], {
    due: 1,
    paid: [by('BANK', [-5, '12:00'], '1130.00')],
  }),
  invoice(1034, 'bakery', [-28, '15:02'], [line('Proofer water line', '310.00'), labour('3')], {
    seen: [
      [-27, '06:12'],
      [-13, '06:30'],
    ],
  }),
  invoice(1035, 'meilin', [-23, '10:10'], [line('Toilet fill valve', '70.00'), labour('1')], {
    due: 5,
    by: MEMBERS.sam,
    paid: [by('CASH', [0, '09:05'], '203.40')],
  }),
  invoice(1036, 'annex', [-20, '08:55'], [line('Hydronic pump, 3rd floor', '760.00'), labour('4')], {
    due: 10,
    reference: 'PO 7688',
    seen: [[-19, '09:30']],
  }),
  invoice(1037, 'kensington', [-18, '12:20'], [line('Bottle filler, repaired', '115.00'), labour('1.5')], {
    seen: [[-17, '11:11']],
  }),
  invoice(1038, 'grant', [-11, '16:40'], [line('Toilet replacement, fitted', '390.00'), CALL_OUT], {
    due: 3,
    seen: [
      [-11, '19:02'],
      [0, '10:04'],
    ],
    paid: [card([0, '10:12'], '508.50')],
  }),
  invoice(1039, 'desmond', [-7, '08:55'], [line('Sump pump, 1/3 HP', '485.00'), labour('2.5')], {
    seen: [
      [-7, '12:40'],
      [-1, '18:12'],
    ],
    paid: [by('BANK', [-6, '08:15'], '400.00')],
  }),
  invoice(1040, 'meilin', [-4, '09:20'], [line('Toilet fill valve', '70.00'), labour('1')], {
    due: 10,
    by: MEMBERS.sam,
    void: [-4, '09:48'],
  }),
  invoice(1041, 'harriet', [-2, '14:30'], [line('Bathroom faucet, brushed nickel', '190.00'), labour('1')], {
    due: 12,
    seen: [[-2, '17:05']],
    paid: [card([-1, '07:40'], '339.00', 'Mastercard ending 8210')],
  }),
  // Sent, or tried, by the running Worker once everything is up: its mail is in the mailbox.
  invoice(1042, 'jane', [0, '09:40'], [line('Kitchen tap replacement', '180.00'), CALL_OUT], { sentAfter: null }),
  invoice(1043, 'beatrix', [0, '10:30'], [line('Radiator valve', '85.00'), labour('1')], { sentAfter: null }),
  invoice(
    1044,
    'annex',
    [0, '11:05'],
    [line('Shutoff valve, unit 3B', '85.00'), line('Tap cartridge, unit 4A', '48.00', '2'), labour('1.5')],
    { due: 30, reference: 'PO 7741', notes: 'PO 7741. Thank you for your business.', sentAfter: null },
  ),
  invoice(1045, 'elm', [-1, '15:50'], [line('Backflow test', '200.00')], {
    by: MEMBERS.priya,
    discount: { percent: '5' },
    sentAfter: null,
  }),
]
