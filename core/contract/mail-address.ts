import { parseEmail } from '../domain/kernel/contact-points.ts'
import { text } from './common.ts'

/** Where a mail goes. */
export const MailAddress = text(254)
  .refine((typed) => parseEmail(typed).ok, 'Use an e-mail address such as name@example.com')
  .transform((typed) => {
    const email = parseEmail(typed)
    return email.ok ? email.value : typed
  })
  .meta({ example: 'jane@example.com' })
