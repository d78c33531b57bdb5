import type { CreateWorkItem } from '../../core/contract/work-items.ts'
import type { WorkItemStatus } from '../../core/domain/work-items/machine.ts'
import type { Moment } from './invoices.ts'
import { MEMBERS, OWNER, type Person } from './people.ts'

export interface DemoWork {
  n: number
  title: string
  /** A short name of CONTACTS. */
  contact: string | null
  made: Moment
  by: Person
  to: Person | null
  /** Days after today, and a time of that day. */
  due: readonly [days: number, time?: string] | null
  more: Partial<CreateWorkItem>
  moves: readonly { at: Moment; to: WorkItemStatus; by: Person }[]
  notes: readonly { at: Moment; by: Person; text: string }[]
  /** The invoice that it became. */
  invoice?: number
  /** The subject of the mail that it was made from; it comes in today. */
  mail?: string
}

const { olivia, sam, priya } = MEMBERS
type More = Partial<Omit<DemoWork, 'n' | 'title' | 'contact' | 'made' | 'due'>>

const work = (
  n: number,
  title: string,
  contact: string | null,
  made: Moment,
  due: DemoWork['due'],
  more: More = {},
): DemoWork => ({ n, title, contact, made, due, by: OWNER, to: null, more: {}, moves: [], notes: [], ...more })

const moved = (to: WorkItemStatus, at: Moment, by: Person = sam) => ({ at, to, by })

/** What a plumber of Toronto has on the desk: in every status, late, today, later and some day. */
export const WORK: readonly DemoWork[] = [
  work(1, 'Repairs, units 3B and 4A', 'annex', [-4, '09:20'], [-1], {
    to: sam,
    more: {
      type: 'JOB',
      description:
        'Unit 3B: shutoff valve under the sink does not close. Unit 4A: kitchen tap drips, needs a cartridge. Keys at the front desk, ask for Nadia. Purchase order 7741 must be on the invoice.',
      checklist: [
        { text: '3B: new shutoff valve', done: true },
        { text: '4A: cartridge', done: true },
        { text: 'Test 4A once more', done: false },
      ],
      labels_json: { service_address: '410 Bloor St W' },
    },
    moves: [moved('IN_PROGRESS', [-1, '14:05'])],
    notes: [
      { at: [-1, '16:40'], by: sam, text: '3B done. 4A cartridge in, 1.5 hours in all. Testing once more today.' },
    ],
  }),
  work(2, 'Water coming up the basement drain', null, [0, '11:42'], [0, '16:30'], {
    to: sam,
    more: { type: 'JOB', priority: 'URGENT', description: 'Main valve is shut. Bring the camera.' },
    mail: 'Water coming up the basement drain',
  }),
  work(3, 'No hot water', 'luis', [-1, '17:30'], [0, '13:00'], {
    to: sam,
    more: { type: 'JOB', priority: 'HIGH', labels_json: { service_address: '318 Euclid Ave' } },
  }),
  work(4, 'Drain smell again', 'bakery', [-2, '08:55'], [0, '16:00'], {
    to: olivia,
    more: { type: 'SUPPORT', description: 'Third time. Check the vent on the roof before anything else.' },
    moves: [moved('IN_PROGRESS', [-1, '10:10'], olivia)],
  }),
  work(5, 'Serial number for the warranty', 'desmond', [-3, '13:15'], [2], {
    to: OWNER,
    more: { type: 'ADMIN' },
    moves: [moved('WAITING', [-2, '09:05'], OWNER)],
    notes: [{ at: [-2, '09:04'], by: OWNER, text: 'Asked Desmond for a photo of the plate.' }],
  }),
  work(6, 'Small sinks in the toddler room', 'elm', [0, '08:30'], [1, '12:30'], {
    to: priya,
    more: { type: 'JOB', description: 'Only while the children nap, 12:30 to 14:00.' },
    mail: 'Small sinks in the toddler room',
  }),
  work(7, 'Bathroom rough-in, stage 2', 'rosa', [-1, '11:00'], [6], {
    to: olivia,
    more: { type: 'JOB' },
    mail: 'Second bathroom: when could you start?',
  }),
  work(8, 'Annual backflow test', 'birchwood', [-9, '10:20'], [12], { to: olivia, more: { type: 'JOB' } }),
  work(9, 'Riser valve access, floor 6', 'northgate', [-6, '15:40'], [14], {
    to: sam,
    more: { type: 'JOB' },
    moves: [moved('WAITING', [-5, '09:15'])],
    notes: [{ at: [-5, '09:14'], by: sam, text: 'The office has to announce the shutdown two weeks ahead.' }],
  }),
  work(10, 'Price for a bottle filler', 'kensington', [-2, '16:10'], null, {
    to: OWNER,
    more: { type: 'REQUEST' },
    mail: 'Floor plan for the new bar',
  }),
  work(11, 'Quote for the boiler: approve the second option', 'joseph', [-5, '12:00'], [1], {
    to: OWNER,
    by: olivia,
    more: { type: 'REQUEST', priority: 'HIGH' },
    moves: [moved('NEEDS_APPROVAL', [-1, '15:30'], olivia)],
  }),
  work(12, 'Remind about the overdue invoice by phone', 'birchwood', [-7, '09:00'], [-2], {
    to: OWNER,
    more: { type: 'COLLECTION', priority: 'HIGH' },
  }),
  work(13, 'Receipts of last month to the bookkeeper', null, [-8, '08:30'], [4], {
    to: OWNER,
    more: { type: 'BOOKKEEPING', priority: 'LOW' },
  }),
  work(14, 'Order six quarter-turn valves', null, [-3, '07:50'], null, { to: sam, more: { type: 'ORDER' } }),
  work(15, 'Toilet fill valve', 'meilin', [-9, '10:00'], [-4], {
    to: sam,
    more: { type: 'JOB' },
    moves: [moved('IN_PROGRESS', [-4, '08:10']), moved('DONE', [-4, '09:15'])],
    notes: [{ at: [-4, '09:14'], by: sam, text: 'One hour, and the valve.' }],
    invoice: 1040,
  }),
  work(16, 'Dance studio: mirrors wall, move the supply', 'parkside', [-20, '14:00'], [-15], {
    to: olivia,
    more: { type: 'JOB' },
    moves: [moved('IN_PROGRESS', [-16, '09:00'], olivia), moved('DONE', [-15, '17:20'], olivia)],
  }),
  work(17, 'Kitchen sink for the laundry room', 'gladstone', [-18, '11:30'], [-10], {
    more: { type: 'REQUEST' },
    moves: [moved('CANCELED', [-11, '09:45'], OWNER)],
    notes: [{ at: [-11, '09:44'], by: OWNER, text: 'They keep the old one until spring.' }],
  }),
  work(18, 'Basement bathroom faucet', 'harriet', [-41, '09:30'], [-35], {
    to: sam,
    more: { type: 'JOB' },
    moves: [moved('DONE', [-35, '13:05'])],
    invoice: 1032,
  }),
]
