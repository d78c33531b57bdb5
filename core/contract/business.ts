import { z } from 'zod'
import { TAX_CATEGORIES } from '../domain/einvoice/tax-categories.ts'
import { REVIEW_SCOPES } from '../domain/reviews/access.ts'
import { Closing } from './closing.ts'
import { Amount, DecimalInput, Instant, LanguageTag, LIMITS, Page, requiredText, text, Version } from './common.ts'
import { TaxPart } from './documents.ts'
import { EffectiveProfile, ProfileId } from './profile.ts'

const LOGO_MAX = 60_000

const NumberPrefix = z
  .string()
  .regex(/^([A-Za-z0-9/-]|\{YY\}|\{YYYY\}){0,12}$/, 'Use up to 12 letters, digits, -, /, {YY} or {YYYY}')
  .meta({ description: '{YY} and {YYYY} become the year in which a number is given out' })
const NumberDigits = z
  .number()
  .int()
  .min(1)
  .max(10)
  .meta({ description: 'A number is filled up with zeros to so many digits' })
const nextNumber = (word: string) =>
  z
    .number()
    .int()
    .min(1)
    .max(999_999_999)
    .meta({
      description: `What the next ${word} gets: for those who come from elsewhere. Never one that was given out`,
    })

const quoteFields = {
  quote_prefix: NumberPrefix,
  quote_digits: NumberDigits,
  quote_next_number: nextNumber('quote'),
  quote_valid_days: z.number().int().min(0).max(365),
  quote_notes: text(5000).nullable(),
  quote_terms: text(5000).nullable(),
}
const creditNoteFields = {
  credit_note_prefix: NumberPrefix,
  credit_note_digits: NumberDigits,
  credit_note_next_number: nextNumber('credit note'),
}

const fields = {
  name: requiredText(120),
  timezone: text(60),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Use the three-letter code, such as CAD'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Use the two-letter code, such as CA')
    .nullable(),
  language: LanguageTag,
  address_line1: text(200).nullable(),
  address_line2: text(200).nullable(),
  city: text(100).nullable(),
  region: text(100).nullable(),
  postal_code: text(20).nullable(),
  email: text(254).nullable(),
  phone: text(40).nullable(),
  website: text(300).nullable(),
  tax_id: text(60).nullable(),
  registration_number: text(60).nullable().meta({ description: 'In the register of companies, such as HRB 12345' }),
  e_invoices: z.boolean().meta({
    description: 'Nothing goes out that could be no e-invoice of EN 16931: what is missing is said before',
  }),
  logo: z
    .string()
    .max(LOGO_MAX, 'At most 44 KB: use a smaller picture')
    .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/, 'Use a PNG, JPEG or WebP picture')
    .nullable(),
  brand_color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'Use a colour such as #1F5FBF')
    .nullable(),
  net_days: z.number().int().min(0).max(365),
  invoice_prefix: NumberPrefix,
  invoice_digits: NumberDigits,
  invoice_next_number: nextNumber('invoice'),
  ...quoteFields,
  ...creditNoteFields,
  statement_day: z.number().int().min(1).max(28, 'Use a day that each month has: 1 to 28').nullable().meta({
    description:
      'On which day of each month a statement is mailed to each customer who owes something; null: none by itself',
  }),
  prices_include_tax: z.boolean(),
  invoice_notes: text(5000).nullable(),
  invoice_terms: text(5000).nullable(),
  online_payments: z
    .boolean()
    .meta({ description: 'Whether customers are offered to pay by card or bank on the page' }),
  bank_holder: text(120).nullable(),
  bank_name: text(120).nullable(),
  bank_iban: text(42).nullable(),
  bank_bic: text(20).nullable(),
  bank_account: text(40).nullable(),
  bank_routing: text(40).nullable(),
  payment_instructions: text(1000).nullable().meta({ description: 'How else to pay, printed as it is written' }),
}

const ReviewAccess = z
  .strictObject({ scopes: z.array(z.enum(REVIEW_SCOPES)), since: Instant })
  .meta({ id: 'ReviewAccess' })

export const Business = z
  .strictObject({
    id: z.string(),
    ...fields,
    phone_formatted: z.string().nullable().meta({ description: 'As people write it', example: '+1 416 555 0123' }),
    owner_email: z.string().nullable().meta({ description: 'Null for roles that do not manage the team' }),
    plan: z.string(),
    is_sample: z.boolean().meta({ description: 'Made to be looked at: nothing leaves it' }),
    closing: Closing.nullable().meta({
      description: 'Its owner closed it: nobody writes in it, and nobody but him reads',
    }),
    review_access: ReviewAccess.nullable().meta({
      description: 'Its owner lets reviewers of the platform see and decide its drafts in review ("Do it for me")',
    }),
    automatic_reminders: z.boolean().meta({ description: 'Whether the plan sends reminders by itself' }),
    reminders_agreed_at: Instant.nullable().meta({
      description:
        'When somebody first sent an invoice by mail, with profile.automations.ar_reminders to look at: from then on it is at work',
    }),
    profile_id: z.string(),
    profile: EffectiveProfile,
    now: Instant.meta({ description: 'The moment of this answer, by which its days are counted' }),
    version: z.number(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Business' })
export const UpdateBusiness = z
  .strictObject({
    ...z.object(fields).partial().shape,
    profile_id: ProfileId.optional().meta({ description: 'What the business is, in words and switches' }),
    if_match_version: Version,
  })
  .meta({ id: 'UpdateBusiness' })

const TaxPartInput = z
  .strictObject({ name: requiredText(60), percent: DecimalInput, compound: z.boolean().default(false) })
  .meta({ id: 'TaxPartInput' })
const parts = z.array(TaxPartInput).max(LIMITS.taxParts).meta({
  description: 'Several taxes on one line, such as GST and QST; a compound one is charged on those before it, too',
})

const vatFields = {
  vat_category: z.enum(TAX_CATEGORIES).nullish().meta({
    description:
      'For e-invoices: S taxed, Z zero rated, E exempt, AE reverse charge, K to another country of the EU, G export, O not subject. Null: taxed if it is more than 0 %',
  }),
  exemption_reason: text(200).nullish().meta({ description: 'Why it is 0 %, as an e-invoice says it' }),
}

export const CreateTaxRate = z
  .strictObject({
    name: requiredText(60),
    percent: DecimalInput.optional().meta({ description: 'Left out where there are parts, or what they come to' }),
    parts: parts.optional(),
    is_default: z.boolean().default(false),
    ...vatFields,
  })
  .meta({ id: 'CreateTaxRate' })
export const UpdateTaxRate = z
  .strictObject({
    name: requiredText(60).optional(),
    percent: DecimalInput.optional(),
    parts: parts.optional(),
    is_default: z.boolean().optional(),
    ...vatFields,
    status: z.enum(['ACTIVE', 'ARCHIVED']).optional(),
    if_match_version: Version,
  })
  .meta({ id: 'UpdateTaxRate' })
export const TaxRate = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    percent: z.string().meta({ example: '13' }),
    parts: z.array(TaxPart),
    is_default: z.boolean(),
    vat_category: z.enum(TAX_CATEGORIES).nullable(),
    exemption_reason: z.string().nullable(),
    status: z.enum(['ACTIVE', 'ARCHIVED']),
    version: z.number(),
    created_at: Instant,
    updated_at: Instant,
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'TaxRate' })
export const TaxRateQuery = z.strictObject({ ...Page.shape })

export const StripeAccount = z
  .strictObject({
    account: z.string().nullable(),
    charges_enabled: z.boolean(),
    is_paid_online: z.boolean().meta({ description: 'Whether a customer is offered to pay online, and can' }),
    onboarding_url: z.string().nullable(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'StripeAccount' })

const OnboardingLeft = z.strictObject({
  done: z.number(),
  total: z.number(),
  left: z.array(z.strictObject({ key: z.string(), title: z.string(), status: z.enum(['PENDING', 'SKIPPED']) })),
})

const Figure = z.strictObject({ count: z.number(), total: Amount, currency: z.string() })
export const HomeSummary = z
  .strictObject({
    currency: z.string(),
    as_of: Instant,
    today: z.string(),
    unpaid: z.array(Figure),
    overdue: z.array(Figure),
    oldest_overdue_days: z.number(),
    new_work_items: z.number(),
    paid_today: z.array(Figure),
    last_payment_at: Instant.nullable(),
    drafts: z.number(),
    onboarding: OnboardingLeft.nullable().meta({ description: 'For who leads, until all is done or it is hidden' }),
    next: z.array(
      z.strictObject({
        kind: z.enum([
          'dispute_open',
          'invoice_overdue',
          'work_item',
          'quote_ending',
          'invoice_draft',
          'expenses_waiting',
          'drafts_waiting',
        ]),
        id: z.string(),
        invoice_id: z
          .string()
          .nullable()
          .meta({ description: 'Null for work, quotes, and a dispute of money that fits no invoice' }),
        title: z.string(),
        context: z.string().nullable(),
        amount: Amount.nullable().meta({ description: 'Null for work' }),
        currency: z.string(),
        due_at: z.string().nullable().meta({ description: 'Of work: a day, or an instant; of a quote its last day' }),
        days_late: z.number(),
        respond_by: Instant.nullable().meta({ description: 'Until when a dispute can be answered' }),
        respond_url: z.string().nullable(),
      }),
    ),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'HomeSummary' })

export type Business = z.infer<typeof Business>
export type UpdateBusiness = z.infer<typeof UpdateBusiness>
export type TaxRate = z.infer<typeof TaxRate>
export type CreateTaxRate = z.infer<typeof CreateTaxRate>
export type UpdateTaxRate = z.infer<typeof UpdateTaxRate>
export type TaxRateQuery = z.infer<typeof TaxRateQuery>
export type StripeAccount = z.infer<typeof StripeAccount>
export type HomeSummary = z.infer<typeof HomeSummary>
