import { ClipboardPaste, ListFilter, type LucideIcon } from 'lucide-preact'

/** What the palette offers of a place beside itself. */
interface View {
  label: string
  href: string
  icon?: LucideIcon
  needs?: string
}

/** What else can be begun from anywhere; Home has no button for it. */
export const MORE_CREATIONS = [
  { label: 'Paste anything', icon: ClipboardPaste, href: '/drafts?paste=1', needs: 'ai_drafts.create' },
]

/** A place that has no word in the bar of a phone; on a desktop Home and the palette lead there. */
export const MORE_PLACES = [{ label: 'Suggestions', icon: ListFilter, href: '/drafts', needs: 'ai_drafts.read' }]

/** By where the place is; they come with the palette, not with the app. */
export const VIEWS: Readonly<Record<string, readonly View[]>> = {
  '/inbox': [{ label: 'Suggestions to check', href: '/drafts', needs: 'ai_drafts.read' }],
  '/contacts': [{ label: 'Import contacts', href: '/contacts/import', needs: 'contact_imports.create' }],
  '/invoices': [
    { label: 'Overdue invoices', href: '/invoices?status=OVERDUE', icon: ListFilter },
    { label: 'Draft invoices', href: '/invoices?status=DRAFT', icon: ListFilter },
  ],
  '/quotes': [{ label: 'Approved quotes', href: '/quotes?status=APPROVED', icon: ListFilter }],
  '/settings/business': [
    { label: 'Profile', href: '/settings/profile' },
    { label: 'Mailbox', href: '/settings/mailbox' },
    { label: 'Templates', href: '/settings/templates' },
    { label: 'Team', href: '/settings/team' },
    { label: 'Taxes', href: '/settings/taxes' },
    { label: 'Price list', href: '/settings/items' },
  ],
}
