import { assertType, describe, it } from 'vitest'
import { z } from 'zod'
import { Contact } from '../../core/contract/contacts.ts'
import { getInvoice } from '../../core/services/invoices/get.ts'
import { presentInvoice } from '../../core/services/invoices/present.ts'
import { voidInvoice } from '../../core/services/invoices/void.ts'
import type { Path } from '../../web/routes.ts'
import { answer } from '../../workers/respond.ts'
import { route, router } from '../../workers/routes/declare.ts'
import { objectOf } from '../../workers/routes/object.ts'

// What tsc refuses: a line below a @ts-expect-error that compiles after all fails `npm run verify`.

const Thing = z.strictObject({ id: z.string(), amount: z.string(), note: z.string().nullable() })
const thing = { id: '1', amount: '2.00', note: null }
const ofThing = { data: Thing, summary: 'A thing', tags: [] }
const get = route('get', '/things/{id}', ofThing)
const list = route('get', '/things', { ...ofThing, data: z.array(Thing), query: z.object({ q: z.string() }) })
const create = route('post', '/things', { ...ofThing, body: z.object({ amount: z.string() }), status: 201 })
const send = route('post', '/things/{id}/send', { ...ofThing, status: [200, 202] })
const app = router()

describe('a handler answers what its route declares', () => {
  it('in its fields', () => {
    app.openapi(get, (c) => answer(c, thing))
    // @ts-expect-error a field is missing
    app.openapi(get, (c) => answer(c, { id: '1', note: null }))
    // @ts-expect-error a number where text is declared
    app.openapi(get, (c) => answer(c, { ...thing, amount: 2 }))
    // @ts-expect-error null where it is not declared
    app.openapi(get, (c) => answer(c, { ...thing, amount: null }))
    // @ts-expect-error many where one is declared
    app.openapi(get, (c) => answer(c, [thing]))
    // @ts-expect-error no envelope
    app.openapi(get, (c) => c.json(thing, 200))
  })

  it('in its status', () => {
    app.openapi(create, (c) => answer(c, thing, { status: 201 }))
    app.openapi(send, (c) => answer(c, thing, { status: Math.random() > 2 ? 202 : 200 }))
    // @ts-expect-error 200 where only 201 is declared
    app.openapi(create, (c) => answer(c, thing))
    // @ts-expect-error 202 where only 200 is declared
    app.openapi(get, (c) => answer(c, thing, { status: 202 }))
  })

  it('with the presenter of its own resource', () => {
    const invoice = objectOf(getInvoice, presentInvoice)
    const contact = route('post', '/contacts/{id}/void', { ...ofThing, data: Contact })
    // @ts-expect-error an invoice where a contact is declared
    app.openapi(contact, (c) => invoice.change(c, voidInvoice))
    // @ts-expect-error a verb that takes a version is given words
    app.openapi(get, async (c) => answer(c, { ...thing, id: (await invoice.attempt(c, voidInvoice, 'words')).id }))
  })
})

describe('a handler reads what its route declares', () => {
  it('and nothing else', () => {
    app.openapi(list, (c) => answer(c, [{ ...thing, id: c.req.valid('query').q }]))
    app.openapi(create, (c) => answer(c, { ...thing, ...c.req.valid('json') }, { status: 201 }))
    app.openapi(get, (c) => answer(c, { ...thing, ...c.req.valid('param') }))
    // @ts-expect-error there is no query
    app.openapi(get, (c) => answer(c, { ...thing, id: c.req.valid('query').q }))
    // @ts-expect-error there is no id in the path
    app.openapi(list, (c) => answer(c, [{ ...thing, ...c.req.valid('param') }]))
    // @ts-expect-error a get has no body
    app.openapi(get, (c) => answer(c, { ...thing, ...c.req.valid('json') }))
    // @ts-expect-error this verb takes no fields
    app.openapi(send, (c) => answer(c, { ...thing, ...c.req.valid('json') }))
    // @ts-expect-error the body has no such field
    app.openapi(create, (c) => answer(c, { ...thing, id: c.req.valid('json').id }, { status: 201 }))
  })
})

// A handler that is handed over by name, not as a function of `c`, makes every path of its router `any`.
it('the paths that the web may ask are those of the routes', () => {
  assertType<Path<'get'>>('/v1/contacts/:id')
  // @ts-expect-error no route
  assertType<Path>('/v1/nothing')
  // @ts-expect-error no route of this method
  assertType<Path<'get'>>('/v1/invoices/:id/void')
})
