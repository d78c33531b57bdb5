import { aiDraftRoutes } from './ai-drafts.ts'
import { aiUsageRoutes } from './ai-usage.ts'
import { archiveRoutes } from './archive.ts'
import { auditRoutes } from './audit.ts'
import { businessRoutes } from './business.ts'
import { contactImportRoutes } from './contact-imports.ts'
import { contactRoutes } from './contacts.ts'
import { conversationRoutes } from './conversations.ts'
import { creditNoteRoutes } from './credit-notes.ts'
import { creditRoutes } from './credits.ts'
import { eventRoutes } from './events.ts'
import { expenseRoutes } from './expenses.ts'
import { extractionRoutes } from './extraction.ts'
import { fileRoutes } from './files.ts'
import { homeRoutes } from './home.ts'
import { invoiceRoutes } from './invoices.ts'
import { itemRoutes } from './items.ts'
import { liveRoutes } from './live.ts'
import { mailboxRoutes } from './mailboxes.ts'
import { messageRoutes } from './messages.ts'
import { noticeRoutes } from './notices.ts'
import { onboardingRoutes } from './onboarding.ts'
import { opsRoutes } from './ops.ts'
import { paymentRoutes } from './payments.ts'
import { phoneNumberRoutes } from './phone-numbers.ts'
import { profileRoutes } from './profile.ts'
import { quoteRoutes } from './quotes.ts'
import { recurringInvoiceRoutes } from './recurring-invoices.ts'
import { reminderRoutes } from './reminders.ts'
import { statementRoutes } from './statements.ts'
import { stripeAccountRoutes } from './stripe-account.ts'
import { taxRateRoutes } from './tax-rates.ts'
import { teamRoutes } from './team.ts'
import { templateRoutes } from './templates.ts'
import { workItemRoutes } from './work-items.ts'

/** Every resource behind a token; the app's calls are typed by this list too (web/routes.ts). */
export const API_ROUTES = [
  invoiceRoutes,
  creditRoutes,
  creditNoteRoutes,
  recurringInvoiceRoutes,
  quoteRoutes,
  reminderRoutes,
  paymentRoutes,
  contactRoutes,
  statementRoutes,
  contactImportRoutes,
  taxRateRoutes,
  itemRoutes,
  fileRoutes,
  mailboxRoutes,
  phoneNumberRoutes,
  conversationRoutes,
  workItemRoutes,
  expenseRoutes,
  extractionRoutes,
  aiDraftRoutes,
  aiUsageRoutes,
  opsRoutes,
  messageRoutes,
  noticeRoutes,
  templateRoutes,
  businessRoutes,
  profileRoutes,
  homeRoutes,
  onboardingRoutes,
  stripeAccountRoutes,
  teamRoutes,
  archiveRoutes,
  auditRoutes,
  eventRoutes,
  liveRoutes,
] as const
