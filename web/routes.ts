import type { Hono } from 'hono'
import type { API_ROUTES } from '../workers/routes/api.ts'
import type { authRoutes } from '../workers/routes/auth.ts'

type Declared<R> = R extends Hono<infer _Env, infer Schema, infer _Base> ? Schema : never
type Under<Base extends string, Schema> = { [P in keyof Schema & string as `${Base}${P}`]: Schema[P] }
/** What all members of a union have together. */
type All<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer Both) => void ? Both : never

/** Every path of the API as its route declares it, with the types of core/contract: a call cannot name others. */
type Routes = Under<'/v1/auth', Declared<typeof authRoutes>> & Under<'/v1', All<Declared<(typeof API_ROUTES)[number]>>>

export type Method = 'get' | 'post' | 'patch' | 'delete'
export type Path<M extends Method = Method> = M extends Method
  ? { [P in keyof Routes]: `$${M}` extends keyof Routes[P] ? P : never }[keyof Routes]
  : never

type Route<M extends Method, P> = P extends keyof Routes
  ? `$${M}` extends keyof Routes[P]
    ? Routes[P][`$${M}`]
    : never
  : never

/** What a call answers: `data` of the envelope, of a paper or an e-invoice its bytes. */
export type Data<M extends Method, P> = P extends `${string}/pdf` | `/v1/${'invoices' | 'credit-notes'}/:id/e-invoice`
  ? Blob
  : Route<M, P> extends { output: { data: infer D } }
    ? D
    : never
export type Body<M extends Method, P> = Route<M, P> extends { input: { json: infer B } } ? B : never
/** Which filters there are; their values come from addresses and fields, and the server judges them. */
export type Query<P> =
  Route<'get', P> extends { input: { query: infer Q } }
    ? { [K in keyof Q as string extends K ? never : K]?: string | number | null | undefined }
    : Record<never, never>
/** `{ id }` for `/v1/contacts/:id`. */
export type Params<P> = P extends `${string}/:${infer Name}/${string}`
  ? Record<Name, string>
  : P extends `${string}/:${infer Name}`
    ? Record<Name, string>
    : Record<never, never>
