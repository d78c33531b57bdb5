import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { drawn } from '../../support/drawn.ts'
import { type Opened, SIZES, useApp } from './app.ts'

const app = useApp({ asShipped: true })
const INVOICE = '/invoices/00000000-0000-7000-8000-000000000204'
const UNPAID = '/invoices/00000000-0000-7000-8000-000000000201'
const THREAD = '/inbox/00000000-0000-7000-8000-00000000071'
const QUOTE = '00000000-0000-7000-8000-00000000080'
const DRAFT = '00000000-0000-7000-8000-000000000200'

/** Every address with the words that show that it has arrived. */
const PAGES: [path: string, shows: string | RegExp][] = [
  ['/login', 'Forgot your password?'],
  ['/signup', 'Create account'],
  ['/verify?token=x', 'Confirm and open'],
  ['/forgot', 'Send the link'],
  ['/reset?token=x', 'Change password'],
  ['/accept-invitation?token=x', 'You were invited'],
  ['/welcome', 'A sample with your name'],
  ['/welcome?step=profile', 'Shop'],
  ['/welcome?step=channel', 'Nothing has arrived yet'],
  ['/welcome?step=contacts', 'Import from a file'],
  ['/welcome?step=document', 'Save the invoice'],
  ['/welcome?step=payment', 'Connected.'],
  ['/welcome?step=send', 'Send invoice'],
  ['/home', 'Birchwood Dental: follow up'],
  ['/inbox', 'Undelivered mail'],
  ['/inbox?status=CLOSED', 'Which finish'],
  [`${THREAD}0`, 'the bell is broken'],
  [`${THREAD}1`, 'Add contact'],
  [`${THREAD}4`, 'Not delivered to harriet'],
  [`${THREAD}5`, 'This may be a forgery'],
  ['/work', 'Overdue'],
  ['/work?view=board', 'In progress'],
  ['/work?new=1', 'Add type, priority and details'],
  ['/work/00000000-0000-7000-8000-000000000900', 'ask for Nadia'],
  ['/contacts', 'Rosa Mendes'],
  ['/contacts?new=1', 'Add address and notes'],
  ['/contacts/00000000-0000-7000-8000-000000000100', 'Invoice INV-1039'],
  [
    '/contacts/00000000-0000-7000-8000-000000000100?merge=00000000-0000-7000-8000-000000000101',
    'Moves here from Jane Okafor',
  ],
  ['/contacts/00000000-0000-7000-8000-000000000100?erase', 'This cannot be undone.'],
  ['/contacts/00000000-0000-7000-8000-000000000100/statement', 'Balance before'],
  ['/contacts/00000000-0000-7000-8000-000000000100?advance=1', 'Kept as their credit'],
  ['/contacts/00000000-0000-7000-8000-000000000100/statement?send=1', 'the statement is attached'],
  ['/contacts/import', 'Download an empty file'],
  ['/contacts/import/00000000-0000-7000-8000-000000000951', 'Is Birchwood Dental'],
  ['/contacts/import/00000000-0000-7000-8000-000000000952', 'Undo import'],
  ['/invoices', 'INV-1042'],
  ['/invoices?status=UNPAID', 'INV-1031'],
  ['/invoices?due=custom&due_from=2026-11-30&due_to=2026-12-02', 'Due from'],
  [`/invoices?edit=${DRAFT}`, /What .* will see|Subtotal \$/],
  ['/invoices?edit=new', /What your customer will see|Add line/],
  [`/invoices/${DRAFT}/edit`, /What .* will see|Subtotal \$/],
  [INVOICE, 'Visa ending 4242'],
  [UNPAID, '$271.20 to pay'],
  ['/invoices/recurring', 'Every month'],
  ['/invoices/recurring?open=00000000-0000-7000-8000-000000000971', 'It stopped by itself'],
  ['/quotes', 'Q-1003'],
  ['/quotes?status=EXPIRED', 'Q-1001'],
  ['/quotes?edit=new', /What your customer will see|Add line/],
  [`/quotes?edit=${QUOTE}0`, /A deposit of|Subtotal \$/],
  [`/quotes/${QUOTE}0/edit`, /A deposit of|Subtotal \$/],
  [`/quotes/${QUOTE}1`, 'No answer so far'],
  [`/quotes/${QUOTE}3`, 'What was shown'],
  [`/quotes/${QUOTE}4`, 'Recorded by Sam Reyes'],
  [`/quotes/${QUOTE}6`, 'The invoice that it became'],
  ['/credit-notes', 'CN-0001'],
  ['/credit-notes/00000000-0000-7000-8000-000000000c01', 'One cartridge was returned'],
  ['/credit-notes/00000000-0000-7000-8000-000000000c02', 'Issue without mail'],
  ['/payments', 'without a place'],
  ['/payments?paid_from=2026-11-20&paid_to=2026-11-20', 'Received'],
  ['/payments?days=custom&paid_from=2026-11-01', 'Paid from'],
  ['/expenses', 'Wellington Plumbing Supply'],
  ['/expenses?recurring=1', 'Every month'],
  ['/expenses?upload=1', 'its fields can wait'],
  ['/expenses/00000000-0000-7000-8000-000000000a01', 'No receipt'],
  ['/expenses/00000000-0000-7000-8000-000000000a02', 'This may be there twice'],
  ['/expenses/00000000-0000-7000-8000-000000000a04', 'The private line'],
  [`${THREAD}2?suggest=00000000-0000-7000-8000-000000000808`, 'Apply as draft'],
  ['/drafts', 'Two units of November'],
  ['/drafts/activity', 'A model looked closer'],
  ['/drafts?paste=1', 'What was written'],
  ['/drafts/00000000-0000-7000-8000-000000000990', 'Apply as draft'],
  ['/drafts/00000000-0000-7000-8000-000000000992', 'Invoice drafted'],
  ['/notices', 'Birchwood Dental'],
  ['/settings/business', 'Your customers see this'],
  ['/settings/profile', 'Kind of business'],
  ['/settings/reminders', 'Gone out in thirty days'],
  ['/settings/drafts', 'When somebody asks'],
  ['/settings/taxes', 'On new lines'],
  ['/settings/items', 'Copper pipe, 15 mm'],
  ['/settings/payments', 'Connected.'],
  ['/settings/mailbox', 'Get a new address'],
  ['/settings/templates', 'On my way'],
  ['/settings/team', 'Sam Reyes'],
  ['/settings/sign-in', 'Chrome on Linux'],
  ['/settings/ai', 'Month by month'],
  ['/settings/do-it-for-me', 'What they see'],
  ['/settings/activity', 'Rosa Mendes'],
  ['/settings/data', 'kept until'],
  ['/settings/app', 'As the system'],
  ['/ops', 'This is for reviewers of SMB Hub'],
  ['/nowhere', 'Not found'],
]

describe.each(Object.keys(SIZES) as (keyof typeof SIZES)[])('on a %s', (size) => {
  // One window for all: a new one costs more than what it shows.
  let window: Opened
  beforeAll(async () => {
    window = await app.open('/icon.svg', { size, stays: true })
  })

  it.each(drawn(PAGES, 4, size))(
    '%s has nothing in either theme that axe or the policy refuses',
    async (path, shows) => {
      const { page, complaints } = window
      await page.evaluate(() => localStorage.clear())
      complaints.length = 0
      await page.goto(app.origin + path)
      await page.getByText(shows).filter({ visible: true }).first().waitFor({ timeout: 8000 })
      expect(await violationsOf(page)).toEqual([])
      expect(complaints).toEqual([])
      expect(await doubled(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    },
    30_000,
  )
})

/** Menus that go by one name: whoever hears only the name cannot tell them apart. */
function doubled(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const names = [...document.querySelectorAll<HTMLElement>('button[aria-haspopup]')]
      .filter((button) => button.checkVisibility())
      .map((button) => button.ariaLabel ?? button.textContent.trim())
    return names.filter((name, at) => names.indexOf(name) !== at)
  })
}
