import type { CreateContact } from '../../core/contract/contacts.ts'
import { contactId } from './ids.ts'
import { MEMBERS, OWNER, type Person } from './people.ts'

export interface DemoContact {
  id: string
  input: Partial<CreateContact> & { display_name: string }
  by: Person
  /** Days before today. */
  since: number
}

type Row = [
  key: string,
  name: string,
  email: string | null,
  phone: string | null,
  address: string | null,
  since: number,
  more?: Partial<CreateContact> & { by?: Person },
]

const business = (asksFor: string, ...tags: string[]) => ({ notes: `Ask for ${asksFor}.`, tags: ['business', ...tags] })
const home = (...tags: string[]) => ({ tags: ['home', ...tags] })
const byPriya = { by: MEMBERS.priya }

const CUSTOMERS: Row[] = [
  [
    'annex',
    'The Annex Property Group',
    'nadia@annexgroup.example',
    '+1 416 555 0117',
    '410 Bloor St W',
    204,
    { ...business('Nadia Rahman', 'net 30'), company_name: 'Annex Property Group Inc.' },
  ],
  ['jane', 'Jane Okafor', 'jane@okafor.example', '+1 416 555 0134', '27 Brunswick Ave', 198, home()],
  ['harriet', 'Harriet Lowe', 'harriet@lowe.example', '+1 416 555 0162', '9 Major St', 196, home()],
  ['meilin', 'Mei-Lin Zhou', 'meilin@zhou.example', '+1 647 555 0121', '114 Huron St', 190, home()],
  ['desmond', 'Desmond Clarke', 'desmond@clarke.example', '+1 416 555 0108', '61 Lippincott St', 188, home('basement')],
  ['grant', 'Grant Whitfield', 'grant@whitfield.example', '+1 416 555 0175', '230 Robert St', 181, home()],
  [
    'kensington',
    'Kensington Cold Brew',
    'wes@kensingtoncoldbrew.example',
    '+1 647 555 0119',
    '205 Augusta Ave',
    178,
    { ...business('Wes Tran'), company_name: 'Kensington Cold Brew Ltd.' },
  ],
  [
    'bakery',
    'Harbord Street Bakery',
    'tomas@harbordbakery.example',
    '+1 416 555 0141',
    '133 Harbord St',
    172,
    business('Tomás Pereira'),
  ],
  [
    'northgate',
    'Northgate Co-op',
    'office@northgatecoop.example',
    '+1 416 555 0153',
    '1500 Bathurst St',
    165,
    { ...business('the office', 'net 30'), company_name: 'Northgate Housing Co-operative' },
  ],
  [
    'birchwood',
    'Birchwood Dental',
    'amara@birchwooddental.example',
    '+1 416 555 0186',
    '720 Spadina Ave',
    160,
    business('Amara Singh'),
  ],
  ['rosa', 'Rosa Mendes', 'rosa@mendes.example', '+1 647 555 0177', '48 Palmerston Blvd', 152, home('renovation')],
  ['luis', 'Luis Ferreira', 'luis@ferreira.example', '+1 416 555 0129', '318 Euclid Ave', 150, home()],
  [
    'parkside',
    'Parkside Dance Studio',
    'hello@parksidedance.example',
    '+1 416 555 0147',
    '1855 Dundas St W',
    141,
    business('Ines Duarte'),
  ],
  [
    'gladstone',
    'Gladstone Laundry',
    'pay@gladstonelaundry.example',
    '+1 416 555 0168',
    '1190 Queen St W',
    138,
    business('Ravi Patel'),
  ],
  [
    'elm',
    'Elm Street Daycare',
    'admin@elmdaycare.example',
    '+1 416 555 0102',
    '77 Elm St',
    40,
    { ...business('Colette Dubois'), ...byPriya },
  ],
  ['beatrix', 'Beatrix Vance', 'beatrix@vance.example', '+1 647 555 0139', '5 Sussex Mews', 22, home()],
  ['henrik', 'Henrik Olsen', 'henrik@olsen.example', '+1 416 555 0155', '82 Howland Ave', 130, home()],
  ['farah', 'Farah Haddad', 'farah@haddad.example', '+1 647 555 0166', '19 Albany Ave', 126, home()],
  ['joseph', 'Joseph Kim', 'joseph@kim.example', '+1 416 555 0111', '301 Markham St', 119, home('boiler')],
  ['anita', 'Anita Desai', 'anita@desai.example', null, '14 Wells St', 112, home()],
  [
    'bloorcafe',
    'Bloor Court Café',
    'info@bloorcourtcafe.example',
    '+1 416 555 0184',
    '988 Bloor St W',
    104,
    business('Marta'),
  ],
  ['liam', 'Liam O’Connor', 'liam@oconnor.example', '+1 416 555 0126', '66 Dovercourt Rd', 93, home()],
  [
    'stclair',
    'St. Clair Vet Clinic',
    'desk@stclairvet.example',
    '+1 416 555 0172',
    '640 St. Clair Ave W',
    85,
    business('Dr. Yusuf'),
  ],
  ['noor', 'Noor Rahimi', null, '+1 647 555 0182', '12 Grace St', 71, home()],
  [
    'victor',
    'Victor Almeida',
    'victor@almeida.example',
    '+1 416 555 0138',
    '255 Clinton St',
    58,
    { ...home('renovation'), assigned_to: MEMBERS.priya.id },
  ],
  [
    'ruth',
    'Ruth Bergman',
    'ruth@bergman.example',
    '+1 416 555 0157',
    '31 Walmer Rd',
    33,
    { ...home(), assigned_to: MEMBERS.priya.id },
  ],
]
const VENDORS: Row[] = [
  [
    'wellington',
    'Wellington Plumbing Supply',
    'orders@wellingtonsupply.example',
    '+1 416 555 0193',
    '540 Wellington St W',
    206,
    { notes: 'Account 44871. Closes at 17:00.', tags: ['parts'] },
  ],
  [
    'dufferin',
    'Dufferin Tool Rental',
    'desk@dufferintool.example',
    '+1 416 555 0144',
    '1477 Dufferin St',
    203,
    { tags: ['tools'] },
  ],
  ['beacon', 'Beacon Fuel', null, null, '1100 Bathurst St', 203, { tags: ['vehicle'] }],
  ['northern', 'Northern Phone Co.', 'billing@northernphone.example', '+1 800 555 0199', null, 202],
  [
    'crawford',
    'Crawford Insurance',
    'policies@crawfordinsurance.example',
    '+1 416 555 0104',
    '2 Adelaide St E',
    202,
    { tags: ['insurance'] },
  ],
  [
    'permits',
    'City permit counter',
    'permits@city.example',
    '+1 416 555 0100',
    '100 Queen St W',
    180,
    { notes: 'Bring the drawing. Number 3 is the quickest window.' },
  ],
]
const LEADS: Row[] = [
  [
    'ingrid',
    'Ingrid Sorensen',
    'ingrid@sorensen.example',
    '+1 647 555 0112',
    '201 Crawford St',
    12,
    { ...byPriya, notes: 'Wants a price for a second bathroom.' },
  ],
  [
    'samuel',
    'Samuel Adeyemi',
    'samuel@adeyemi.example',
    '+1 416 555 0187',
    '73 Delaware Ave',
    9,
    { ...byPriya, notes: 'Low pressure on the third floor.' },
  ],
  [
    'roncesvalles',
    'Roncesvalles Yoga',
    'studio@roncyoga.example',
    '+1 416 555 0133',
    '391 Roncesvalles Ave',
    8,
    { notes: 'Two showers in the spring.' },
  ],
  ['tess', 'Tess Caldwell', 'tess@caldwell.example', null, '18 Shaw St', 5],
  ['omar', 'Omar Farouk', null, '+1 647 555 0190', null, 2, { ...byPriya, notes: 'Called about a leaking hose bib.' }],
]
const OTHERS: Row[] = [
  [
    'inspector',
    'Paula Jensen',
    'paula@inspections.example',
    '+1 416 555 0116',
    null,
    170,
    { notes: 'Inspector, west end.', tags: ['city'] },
  ],
  [
    'landlord',
    'Hugo Brandt',
    'hugo@brandtestates.example',
    '+1 416 555 0150',
    '88 Harbord St',
    205,
    { notes: 'Our landlord.' },
  ],
  [
    'electrician',
    'Elena Petrova',
    'elena@petrovaelectric.example',
    '+1 647 555 0105',
    '12 Geary Ave',
    135,
    { notes: 'Electrician; we send each other work.', tags: ['trade'] },
  ],
]

const rows = [
  ...CUSTOMERS.map((row) => ['CUSTOMER', row] as const),
  ...VENDORS.map((row) => ['VENDOR', row] as const),
  ...LEADS.map((row) => ['LEAD', row] as const),
  ...OTHERS.map((row) => ['OTHER', row] as const),
]

/** Whom Maple Corner Plumbing knows, by a short name. */
export const CONTACTS: ReadonlyMap<string, DemoContact> = new Map(
  rows.map(([type, row], index) => [row[0], contactOf(index + 1, type, row)]),
)

function contactOf(n: number, type: CreateContact['type'], [, name, email, phone, street, since, more = {}]: Row) {
  const { by = OWNER, ...rest } = more
  const address = street === null ? {} : { address_line1: street, city: 'Toronto', region: 'ON', country: 'CA' }
  return { id: contactId(n), by, since, input: { type, display_name: name, email, phone, ...address, ...rest } }
}
