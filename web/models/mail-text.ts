import { keepPreviousData, useQuery } from '@tanstack/preact-query'
import type { PreviewTemplate, TemplatePreview } from '../../core/contract/templates.ts'
import { builtInText } from '../../core/domain/templates/built-in.ts'
import { fillTemplate } from '../../core/domain/templates/fill.ts'
import { post } from '../api.ts'
import { businessQuery } from './business.ts'
import type { EditorKind } from './document-kind.ts'
import { sentence } from './sentences.ts'

/** A text as its receiver will read it: typed, kept, or the default for a document or a contact. */
export const previewQuery = (asked: PreviewTemplate) => ({
  queryKey: ['/v1/templates/preview', asked],
  meta: { shows: ['template', 'contact', 'invoice', 'quote', 'business'] as const },
  queryFn: async () => (await post('/v1/templates/preview', asked)).data,
})

/** The words of a mail with a document, before somebody changes them. */
export interface MailText {
  name: string | null
  subject: string
  message: string
  /** In which the days and amounts are written that are filled when it is sent. */
  language?: string | undefined
  whenSent: readonly string[]
  isLoading: boolean
  error: unknown
}

interface About {
  /** What it is filled with: a document, or the contact of one that is not made yet. */
  of: { document: string } | { contact: string }
  /** Empty: the default. */
  templateId: string
  again?: boolean
  contactName: string
}

/** The text that was picked, or the default; the one that comes with the product while that cannot be had. */
export function useMailText(kind: EditorKind, { of, templateId, again = false, contactName }: About): MailText {
  const business = useQuery(businessQuery).data
  const id = 'document' in of ? { [`${kind.word}_id`]: of.document } : { contact_id: of.contact }
  const asked = {
    type: kind.template,
    channel: 'EMAIL',
    ...id,
    ...(templateId ? { template_id: templateId } : {}),
  } as const
  const isAsked = 'document' in of || of.contact !== ''
  const { data, error, isFetching } = useQuery({
    ...previewQuery(asked),
    placeholderData: keepPreviousData,
    staleTime: 0,
    enabled: isAsked,
  })
  if (data) return { ...textOf(data), isLoading: false, error }
  const values = { 'contact.name': contactName, 'business.name': business?.name ?? '' }
  const message = fillTemplate(builtInText(kind.template, again), values).text
  return { name: null, subject: '', message, whenSent: [], isLoading: isFetching, error }
}

const textOf = ({ name, subject, text, language, when_sent }: TemplatePreview) => ({
  name,
  subject: subject ?? '',
  message: text,
  language,
  whenSent: when_sent,
})

/** What is not seen in the text itself. */
export function mailHint({ whenSent, error }: MailText, subject: string | false = false): string | undefined {
  const open = whenSent.map((name) => `{{${name}}}`).join(', ')
  const lines = [
    error && `Your templates could not be had. ${sentence(error)}`,
    subject && `Subject: ${subject}`,
    open && `Filled in when it is sent: ${open}`,
  ]
  return lines.filter(Boolean).join('. ') || undefined
}
