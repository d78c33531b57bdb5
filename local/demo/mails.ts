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
  now?: { assignedTo?: Assignee; isRead?: true; isClosed?: true; snoozedHours?: number }
  /** It goes on with what another began. */
  isLater?: true
}
export type Assignee = 'olivia' | 'sam' | 'priya'

const HOUR = 60
const DAY = 24 * HOUR
const PHOTO = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const PLAN = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n').toString('base64')

/** As the host that receives mail for us writes it on top. */
const found = (what: string) => ({ 'Authentication-Results': `mx.in.smbhub.example; ${what}` })

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
    key: 'beatrix-1',
    from: 'Beatrix Vance <beatrix@vance.example>',
    subject: 'Radiator in the front room',
    text: 'Hello,\n\nthe radiator in the front room stays cold at the top. I have bled it twice. Is that something you do?\n\nBeatrix Vance',
    minutesAgo: 12 * DAY,
  },
  {
    key: 'beatrix-2',
    from: 'Beatrix Vance <beatrix@vance.example>',
    subject: 'Re: Radiator in the front room',
    text: 'It is an old cast iron one, painted shut I think. The house is from 1921.',
    headers: { 'In-Reply-To': '<demo-beatrix-1@mail.example>' },
    minutesAgo: 11 * DAY,
    isLater: true,
  },
  {
    key: 'beatrix-3',
    from: 'Beatrix Vance <beatrix@vance.example>',
    subject: 'Re: Radiator in the front room',
    text: 'Thursday morning suits me. There is parking behind the house.',
    headers: { 'In-Reply-To': '<demo-beatrix-2@mail.example>' },
    minutesAgo: 10 * DAY,
    isLater: true,
  },
  {
    key: 'beatrix-4',
    from: 'Beatrix Vance <beatrix@vance.example>',
    subject: 'Re: Radiator in the front room',
    text: 'Warm to the top now, and quiet. Before I forget: the valve upstairs drips a little, here is a picture of it.',
    headers: { 'In-Reply-To': '<demo-beatrix-3@mail.example>' },
    part: attached('image/png', 'valve-upstairs.png', PHOTO),
    minutesAgo: 7 * DAY,
    isLater: true,
    now: { assignedTo: 'olivia', isRead: true },
  },
  {
    key: 'grant',
    from: 'Grant Whitfield <grant@whitfield.example>',
    subject: 'Old toilet at the curb',
    text: 'Works like a charm. The city took the old one this morning, picture attached. You can close this.\n\nGrant',
    part: attached('image/png', 'curb.png', PHOTO),
    minutesAgo: 9 * DAY,
    now: { isRead: true, isClosed: true },
  },
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
    isLater: true,
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
    key: 'lefebvre',
    from: 'Camille Lefebvre <camille.lefebvre@courrier.example>',
    subject: 'Fuite sous l’évier',
    text: 'Bonjour,\n\nil y a une fuite sous l’évier de la cuisine depuis hier soir. J’ai fermé l’eau. Pourriez-vous passer cette semaine ? Je suis à la maison après 16 h.\n\nMerci,\nCamille Lefebvre\n212, rue Crawford, Toronto\nTél. +1 647 555 0147',
    minutesAgo: 3 * DAY,
    now: { assignedTo: 'olivia', isRead: true },
  },
  {
    key: 'carvalho',
    from: 'João Carvalho <joao.carvalho@correio.example>',
    subject: 'Orçamento para casa de banho',
    text: 'Boa tarde,\n\nqueremos renovar a casa de banho do rés-do-chão em Dundas West. Podem vir ver e dar um orçamento? De preferência num sábado.\n\nObrigado,\nJoão Carvalho',
    minutesAgo: 30 * HOUR,
  },
  {
    key: 'bank',
    from: 'Toronto Pipe & Supply <accounts@torontopipe.example>',
    subject: 'Our bank details have changed',
    text: 'Dear customer,\n\nplease pay all open invoices to our new account from today. The details are in the attached letter.\n\nAccounts department',
    // A name that one knows, from a machine that its house does not know.
    headers: found('spf=fail smtp.mailfrom=torontopipe.example; dmarc=fail header.from=torontopipe.example'),
    part: attached('application/pdf', 'new-bank-details.pdf', PLAN),
    minutesAgo: 20 * HOUR,
  },
  {
    key: 'northgate',
    from: 'Northgate Co-op <office@northgatecoop.example>',
    subject: 'Shutdown of the riser on floor 6',
    text: 'Hi Dana,\n\nthe notice to the tenants goes out on Monday. The shutdown would be two weeks later, from 9 to noon.\n\nNorthgate Co-op, office',
    minutesAgo: 18 * HOUR,
    now: { assignedTo: 'sam', isRead: true, snoozedHours: 72 },
  },
  {
    key: 'inspection',
    from: 'City of Toronto Permits <permits@city.example>',
    subject: 'Inspection booked: 27 Brunswick Ave',
    text: 'Your rough-in inspection is booked for Tuesday between 8:00 and 12:00. Please have the permit and the drawings on site.',
    headers: found('dkim=pass header.d=city.example; dmarc=pass header.from=city.example'),
    minutesAgo: 16 * HOUR,
    now: { isRead: true, snoozedHours: 48 },
  },
  {
    key: 'wang',
    from: '王美玲 <meiling.wang@youxiang.example>',
    subject: '热水器漏水',
    text: '您好，\n\n地下室的热水器底部在漏水，今天早上地上有一滩水。请问最早什么时候可以来看一下？\n\n王美玲\n电话：+1 416 555 0151',
    minutesAgo: 95,
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
    key: 'gladstone',
    from: 'Gladstone Laundry <hello@gladstonelaundry.example>',
    subject: 'Invoice received, paying on the 1st',
    text: 'Hi Dana, all fine with the invoice. Our payments go out on the 1st of the month.\n\nGladstone Laundry',
    minutesAgo: 70,
    now: { assignedTo: 'olivia' },
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
