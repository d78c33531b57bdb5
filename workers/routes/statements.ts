import {
  SendStatement,
  SentStatement,
  Statement,
  StatementPaperQuery,
  StatementQuery,
} from '../../core/contract/statements.ts'
import { getStatement, presentStatement, statementOnPaper } from '../../core/services/statements/get.ts'
import { sendStatement } from '../../core/services/statements/send.ts'
import { tenantDb } from '../context.ts'
import { answerPaper, printOf } from '../papers.ts'
import { answer } from '../respond.ts'
import { paperRoute, route, router } from './declare.ts'

const tags = ['Contacts']

const read = route('get', '/contacts/{id}/statement', {
  summary: 'What a customer was sent, paid, was credited and owes over some days, with what is due by its age',
  query: StatementQuery,
  data: Statement,
  tags,
})
const paper = paperRoute('/contacts/{id}/statement/pdf', {
  summary: 'The same in one currency as it is printed',
  query: StatementPaperQuery,
  tags,
})

const send = route('post', '/contacts/{id}/send-statement', {
  summary: 'Mail it with its papers; the same days to the same address once a day',
  body: SendStatement,
  data: SentStatement,
  tags,
})

export const statementRoutes = router()
  .openapi(read, async (c) =>
    answer(c, presentStatement(await getStatement(tenantDb(c), c.req.valid('param').id, c.req.valid('query')))),
  )
  .openapi(paper, async (c) => {
    const { currency, ...days } = c.req.valid('query')
    const statement = statementOnPaper(await getStatement(tenantDb(c), c.req.valid('param').id, days), currency)
    return answerPaper(c, statement.to, 'Statement', await printOf(c).papers.statement(statement))
  })
  .openapi(send, async (c) =>
    answer(c, await sendStatement(tenantDb(c), c.var.services, c.req.valid('param').id, c.req.valid('json'))),
  )
