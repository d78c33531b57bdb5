import type { Conversation, Message } from '../../../core/contract/conversations.ts'
import type { Mailbox } from '../../../core/contract/mailboxes.ts'
import type { PhoneNumber } from '../../../core/contract/phone-numbers.ts'
import { contacts } from './maple.ts'

// What customers wrote to Maple Corner Plumbing until noon of Friday, November 20, 2026.
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const OWN = { name: 'Maple Corner Plumbing', address: 'hello@maplecorner.example' }

export const mailbox: Mailbox = {
  id: id(700),
  address: 'maple-corner-k7q2m9xw@in.smbhub.example',
  receipts_address: 'receipts+k4v9x2m7q1w8@in.example',
  aliases: [],
  created_at: '2026-11-01T09:00:00.000Z',
  allowed_actions: ['rotate'],
}

const contactOf = (name: string): Conversation['contact'] => {
  const found = contacts.find(({ display_name }) => display_name === name)
  return found
    ? { id: found.id, display_name: name, email: found.email, phone: found.phone, email_problem: null }
    : null
}

type Row = [name: string, address: string, subject: string, snippet: string, at: string, more?: Partial<Conversation>]
const rows: Row[] = [
  [
    'Luis Ferreira',
    'luis@ferreira.example',
    'No hot water since last night',
    '1 to 3 works. Please use the side door, the bell is broken.',
    '2026-11-20T16:42:00.000Z',
    { attachments_count: 1, assigned_to: 'user_sam', unread: true },
  ],
  [
    'Theo Marchetti',
    'theo@marchetti.example',
    'Water through the ceiling',
    'Water is coming through my basement ceiling by the stairs.',
    '2026-11-20T16:38:00.000Z',
    { unread: true },
  ],
  [
    'Harriet Lowe',
    'harriet@lowe.example',
    'November units',
    'Please bill the two units together.',
    '2026-11-20T15:58:00.000Z',
  ],
  [
    'Jane Okafor',
    'jane@okafor.example',
    'Re: Invoice INV-1042',
    'The tap works perfectly, thanks. I will pay on Friday.',
    '2026-11-20T15:20:00.000Z',
    { last_direction: 'OUTBOUND' },
  ],
  ['', 'mailer-daemon@lowe.example', 'Undelivered mail', 'No such user here', '2026-11-19T20:10:00.000Z'],
  [
    'Your bank',
    'service@bank.example',
    'Confirm your account',
    'Your account will be closed today.',
    '2026-11-17T10:00:00.000Z',
  ],
  ['Grant Whitfield', 'grant@whitfield.example', 'Riser valves', 'All good since Friday.', '2026-11-13T14:00:00.000Z'],
  [
    'Rosa Mendes',
    'rosa@mendes.example',
    'Bathroom faucet',
    'Which finish did we choose?',
    '2026-11-12T14:00:00.000Z',
    { status: 'CLOSED' },
  ],
]

export const conversations: Conversation[] = rows.map(([name, address, subject, snippet, at, more], index) => ({
  id: id(710 + index),
  channel: 'EMAIL',
  contact: contactOf(name),
  from: { name, address },
  reply_to: address,
  document: null,
  phone_number: null,
  opted_out_at: null,
  subject,
  snippet,
  last_message_at: at,
  last_direction: 'INBOUND',
  status: 'OPEN',
  snoozed_until: null,
  assigned_to: null,
  unread: false,
  attachments_count: 0,
  work_items: [],
  invoices: [],
  version: 1,
  created_at: at,
  updated_at: at,
  allowed_actions: [],
  ...more,
}))

let last = 0
export const messageIn = ({ id: conversation_id, from, subject }: Conversation, more: Partial<Message>): Message => ({
  id: id(800 + ++last),
  conversation_id,
  direction: 'INBOUND',
  internal: false,
  kind: 'MESSAGE',
  author: null,
  from,
  to: [OWN],
  cc: [],
  subject,
  new_text: '',
  signature: '',
  quoted: '',
  html_url: null,
  remote_images: 0,
  attachments: [],
  sender: 'VERIFIED',
  bounce: null,
  problem: null,
  raw_url: '/files/content/raw',
  received_at: '2026-11-20T13:05:00.000Z',
  delivery: null,
  delivery_reason: null,
  delivery_times: null,
  send_at: null,
  allowed_actions: more.internal ? [] : ['forward'],
  ...more,
})

const [luis, theo, , jane, daemon, bank] = conversations as [
  Conversation,
  Conversation,
  Conversation,
  Conversation,
  Conversation,
  Conversation,
]

export const messages: Message[] = [
  messageIn(luis, {
    new_text:
      'Hi Dana, we have had no hot water since last night. It is the electric tank in the basement, 40 gallons, about nine years old. The breaker looks fine.\n\nCould someone come today? We are at 318 Euclid Avenue and I am home until 4.',
    attachments: [
      {
        file_id: id(790),
        file_name: 'tank-label.jpg',
        mime_type: 'image/jpeg',
        size_bytes: 1_200_000,
        download_url: '/icon.svg',
      },
    ],
  }),
  messageIn(luis, {
    direction: 'OUTBOUND',
    from: OWN,
    to: [luis.from],
    new_text: 'Hi Luis, Sam can be with you between 1 and 3 this afternoon.',
    received_at: '2026-11-20T13:40:00.000Z',
  }),
  messageIn(luis, {
    new_text: '1 to 3 works. Please use the side door, the bell is broken.',
    signature: 'Luis Ferreira\n+1 416 555 0122',
    quoted: '> Hi Luis, Sam can be with you between 1 and 3 this afternoon.',
    html_url: '/files/message/luis',
    remote_images: 2,
    received_at: luis.last_message_at,
  }),
  messageIn(theo, {
    new_text:
      'Water is coming through my basement ceiling by the stairs.\n62 Lippincott St. I shut the main valve and it slowed down.',
    signature: 'Theo Marchetti\n+1 647 555 0148',
    sender: 'UNVERIFIED',
    received_at: theo.last_message_at,
  }),
  messageIn(jane, { new_text: 'How is the tap?', direction: 'OUTBOUND', from: OWN, to: [jane.from] }),
  messageIn(daemon, {
    kind: 'BOUNCE',
    new_text: 'Your message could not be delivered.',
    bounce: { recipient: 'harriet@lowe.example', permanent: true, reason: '550 5.1.1 No such user here.' },
    sender: 'UNVERIFIED',
    received_at: daemon.last_message_at,
  }),
  messageIn(bank, {
    new_text: 'Your account will be closed today.',
    sender: 'FAILED',
    problem: 'A part of it was cut off.',
    received_at: bank.last_message_at,
  }),
]

/** What the suggestions are made of. */
export const UNITS = [
  'Hi Dana, both units are done, thank you. Please bill the two together:',
  '',
  '3B shutoff valve $85, 4A two cartridges at $48, and 1.5 hours at your usual rate.',
  '',
  'Due December 20, and please put PO 7741 on it.',
  '',
  'Harriet',
] as const
export const harriet = conversations[2]!
export const unitsMessage = messageIn(harriet, { new_text: UNITS.join('\n'), received_at: harriet.last_message_at })
messages.push(unitsMessage)

export const phoneNumbers: PhoneNumber[] = [
  { id: id(700), phone: '+14165550190', created_at: '2026-05-04T14:00:00.000Z', allowed_actions: ['delete'] },
]
