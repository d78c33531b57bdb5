import { Invoice, ReverseWriteOff, WriteOff } from '../../core/contract/invoices.ts'
import { getInvoice } from '../../core/services/invoices/get.ts'
import { presentInvoice } from '../../core/services/invoices/present.ts'
import { reverseWriteOff, writeOffInvoice } from '../../core/services/invoices/write-off.ts'
import { route, router } from './declare.ts'
import { objectOf } from './object.ts'

const tags = ['Corrections']
const ofInvoice = { data: Invoice, tags }

const writeOff = route('post', '/invoices/{id}/write-off', {
  summary: 'Give up what is due, or a part of it; no tax changes',
  body: WriteOff,
  ...ofInvoice,
})
const takeBack = route('post', '/invoices/{id}/reverse-write-off', {
  summary: 'All that was written off is owed again',
  body: ReverseWriteOff,
  ...ofInvoice,
})

const invoice = objectOf(getInvoice, presentInvoice)

export const creditRoutes = router()
  .openapi(writeOff, (c) => invoice.change(c, writeOffInvoice, c.req.valid('json')))
  .openapi(takeBack, (c) => {
    const { reason, if_match_version } = c.req.valid('json')
    return invoice.change(c, reverseWriteOff, reason, if_match_version)
  })
