export interface DemoMail {
  /** Its Message-ID, by which it is told from the others. */
  key: string
  from: string
  subject: string
  text?: string
  html?: string
  headers?: Record<string, string>
  /** A part beside the words: its headers and its body. */
  part?: string[]
  minutesAgo: number
  /** What became of it. */
  now?: { assignedTo?: 'sam' | 'priya'; isRead?: true; isClosed?: true }
}

const HOUR = 60
const DAY = 24 * HOUR
const PHOTO = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const PLAN = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n').toString('base64')

const attached = (type: string, name: string, content: string) => [
  `Content-Type: ${type}; name="${name}"`,
  `Content-Disposition: attachment; filename="${name}"`,
  'Content-Transfer-Encoding: base64',
  '',
  content,
]

/** What lies in the inbox of Maple Corner, as its customers' mail programs wrote it. Oldest first. */
export const MAILS: readonly DemoMail[] = [
  {
    key: 'supplier',
    from: 'Toronto Pipe & Supply <news@torontopipe.example>',
    subject: 'Fall prices: copper down 4 %',
    html: '<h2>Fall prices</h2><p>Copper pipe, 15 mm and 22 mm, is <b>4 % cheaper</b> until the end of the month.</p><img src="https://torontopipe.example/banner.png"><p><a href="https://torontopipe.example/unsubscribe">Unsubscribe</a></p>',
    headers: { 'List-Unsubscribe': '<https://torontopipe.example/unsubscribe>' },
    minutesAgo: 6 * DAY,
    now: { isRead: true, isClosed: true },
  },
  {
    key: 'luis',
    from: 'Luis Ferreira <luis@ferreira.example>',
    subject: 'Thank you',
    text: 'Hot water again, and not a drop on the floor. Thank Sam for taking his shoes off!\n\nLuis',
    minutesAgo: 4 * DAY,
    now: { isRead: true, isClosed: true },
  },
  {
    key: 'rosa-1',
    from: 'Rosa Mendes <rosa@mendes.example>',
    subject: 'Second bathroom: when could you start?',
    text: 'Hi Dana,\n\nthe tiles arrived early. Could you rough in the second bathroom before the 15th? We can be out of the house any weekday.\n\nRosa',
    minutesAgo: 2 * DAY + 3 * HOUR,
  },
  {
    key: 'rosa-2',
    from: 'Rosa Mendes <rosa@mendes.example>',
    subject: 'Re: Second bathroom: when could you start?',
    text: 'One more thing: the contractor asks whether the shut-off moves to the other wall.\n\nOn Monday, Rosa Mendes wrote:\n> the tiles arrived early. Could you rough in the second bathroom\n> before the 15th?',
    headers: { 'In-Reply-To': '<demo-rosa-1@mail.example>' },
    minutesAgo: DAY + 2 * HOUR,
    now: { assignedTo: 'sam', isRead: true },
  },
  {
    key: 'bounce',
    from: 'Mail Delivery System <mailer-daemon@vance.example>',
    subject: 'Undelivered Mail Returned to Sender',
    text: 'Your message could not be delivered to beatrix@vance.example: the mailbox is full.',
    headers: { 'Auto-Submitted': 'auto-replied' },
    part: [
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.vance.example',
      '',
      'Final-Recipient: rfc822; beatrix@vance.example',
      'Action: failed',
      'Status: 4.2.2',
      'Diagnostic-Code: smtp; 452 4.2.2 The mailbox is full',
    ],
    minutesAgo: DAY,
  },
  {
    key: 'birchwood',
    from: 'Birchwood Dental <amara@birchwooddental.example>',
    subject: 'Automatic reply: your invoice',
    text: 'The practice is closed this week. We read mail again on Monday; for emergencies call +1 416 555 0186.',
    headers: { 'Auto-Submitted': 'auto-replied' },
    minutesAgo: 22 * HOUR,
  },
  {
    key: 'elm',
    from: 'Elm Street Daycare <admin@elmdaycare.example>',
    subject: 'Small sinks in the toddler room',
    text: 'Two of the three small sinks drain very slowly. The children nap from 12:30 to 14:30, which would be the quietest time for a visit.\n\nColette Dubois\nElm Street Daycare',
    minutesAgo: 5 * HOUR,
    now: { assignedTo: 'priya' },
  },
  {
    key: 'kensington',
    from: 'Wes Tran <wes@kensingtoncoldbrew.example>',
    subject: 'Floor plan for the new bar',
    html: '<p>Hi Dana,</p><p>here is the plan of the new bar. The <b>blue line</b> is where we would like the water and the drain.</p><p>Could you give us a price this week?</p><p>-- <br>Wes Tran<br>Kensington Cold Brew<br>+1 647 555 0119</p>',
    part: attached('application/pdf', 'floor-plan.pdf', PLAN),
    minutesAgo: 3 * HOUR,
  },
  {
    key: 'jane',
    from: 'Jane Okafor <jane@okafor.example>',
    subject: 'Your invoice',
    text: 'Hi,\n\nis the flush of the water heater in it, or does that come later?\n\nJane',
    minutesAgo: 40,
  },
  {
    key: 'theo',
    from: 'Theo Marchetti <theo.marchetti@postbox.example>',
    subject: 'Water coming up the basement drain',
    text: 'Hello,\n\nmy neighbour Desmond Clarke gave me your name. Since this morning water comes up the floor drain when the washing machine runs. Could somebody look at it today?\n\nBest regards,\n\nTheo Marchetti\n65 Lippincott St, Toronto, ON M5S 2P1\nTel: +1 416 555 0198',
    part: attached('image/png', 'drain.png', PHOTO),
    minutesAgo: 12,
  },
]

export const messageId = ({ key }: DemoMail): string => `<demo-${key}@mail.example>`

/** The mail as it travels. */
export function rawMail(mail: DemoMail, to: string): string {
  const { from, subject, text, html, headers = {}, part } = mail
  const words = [`Content-Type: text/${html ? 'html' : 'plain'}; charset=utf-8`, '', html ?? text ?? '']
  const isReport = part?.[0]?.includes('delivery-status')
  const type = isReport ? 'report; report-type=delivery-status' : 'mixed'
  const body = part
    ? [`Content-Type: multipart/${type}; boundary=part`, '', '--part', ...words, '--part', ...part, '--part--']
    : words
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const head = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: ${messageId(mail)}`, ...more]
  return [...head, 'MIME-Version: 1.0', ...body, ''].join('\n').replace(/\r?\n/g, '\r\n')
}
