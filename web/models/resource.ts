import { type Answer, call, urlOf } from '../api.ts'
import type { Body, Data, Method, Path, Query } from '../routes.ts'
import { changed, type Kind, latestOr, queryClient } from './queries.ts'

/** A path that lists rows. Under the id of each stand its object, its parts and its verbs. */
type Collection = { [P in Path<'get'>]: Data<'get', P> extends readonly unknown[] ? P : never }[Path<'get'>]
type Row<C> = Data<'get', C> extends readonly (infer R)[] ? R : never
type Item<C extends string> = Exclude<Extract<Path, `${C}/:${string}`>, `${C}/:${string}/${string}`>
type Thing<C extends string> = Data<'get', Item<C>>
type NameBelow<P, C extends string> = P extends `${C}/:${string}/${infer Name}` ? Name : never
type Below<M extends Method, C extends string, Name extends string> = Extract<Path<M>, `${C}/:${string}/${Name}`>
type BodyArgs<B> = [B] extends [never] ? [] : [body: B]

interface Traits<C extends Collection> {
  /** Of which other kinds its answers show something. */
  shows?: readonly Kind[]
  staleTime?: number
  /** The field that names it, when that is not `id`. */
  id?: keyof Row<C>
  /** What is kept of an answer: a secret that is told once is not. */
  kept?: (object: Thing<C>) => Thing<C>
}

/** A list that grows by the server's cursor, as usePages takes it. */
export interface Pages<T> {
  queryKey: readonly unknown[]
  meta: { shows: readonly Kind[] }
  ask: (cursor: string | null, signal: AbortSignal) => Promise<Answer<T[]>>
}

/** What the app asks of one kind of thing and does to it. Whatever is done, all that shows something of it is asked again. */
export class Resource<C extends Collection> {
  private readonly kind: Kind
  private readonly path: C
  private readonly traits: Traits<C>
  private readonly shared: { meta: { shows: readonly Kind[] }; staleTime?: number }

  constructor(kind: Kind, path: C, traits: Traits<C> = {}) {
    this.kind = kind
    this.path = path
    this.traits = traits
    const { shows = [], staleTime } = traits
    this.shared = { meta: { shows: [kind, ...shows] }, ...(staleTime === undefined ? {} : { staleTime }) }
  }

  pages(query: Query<C>): Pages<Row<C>> {
    return {
      ...this.shared,
      queryKey: [this.path, 'pages', query],
      ask: (cursor, signal) => call('GET', urlOf(this.path, { ...query, cursor }), undefined, signal),
    }
  }

  /** The first rows of the list, as many as `limit` says. */
  rows(query?: Query<C>) {
    return this.question<Row<C>[]>(['rows', query], urlOf(this.path, query))
  }

  /** The same while someone types: given up when the words change. */
  search(query: Query<C>) {
    const ask = async ({ signal }: { signal: AbortSignal }) =>
      (await call<Row<C>[]>('GET', urlOf(this.path, query), undefined, signal)).data
    return { ...this.shared, queryKey: [this.path, 'search', query], queryFn: ask }
  }

  one(id: string) {
    return this.question<Thing<C>>(['one', id], this.at(id))
  }

  /** What has a path of its own below it, and of which kinds that shows something, too. */
  part<Name extends NameBelow<Path<'get'>, C>>(id: string, name: Name, shows: readonly Kind[] = []) {
    const asked = this.question<Data<'get', Below<'get', C, Name>>>(['part', id, name], this.at(id, name))
    return { ...asked, meta: { shows: [...asked.meta.shows, ...shows] } }
  }

  create(body: Body<'post', C>) {
    return this.done(call<Data<'post', C>>('POST', this.path, body))
  }

  /** Refused when someone else changed it meanwhile: then theirs is shown. */
  update(object: Row<C> & { version: number }, changes: Omit<Body<'patch', Item<C>>, 'if_match_version'>) {
    const body = { ...changes, if_match_version: object.version }
    const asked = call<Data<'patch', Item<C>>>('PATCH', this.at(this.idOf(object)), body)
    return latestOr(this.done(asked), (latest) => this.keep(latest as Thing<C>))
  }

  act<Name extends NameBelow<Path<'post'>, C>>(
    id: string,
    verb: Name,
    ...[body]: BodyArgs<Body<'post', Below<'post', C, Name>>>
  ) {
    return this.done(call<Data<'post', Below<'post', C, Name>>>('POST', this.at(id, verb), body ?? {}))
  }

  async remove(id: string): Promise<void> {
    await call('DELETE', this.at(id))
    queryClient.removeQueries({ queryKey: [this.path, 'one', id] })
    changed(this.kind)
  }

  /** Shows at once what a verb answered. */
  keep(object: Thing<C>): void {
    const { kept = (same) => same } = this.traits
    queryClient.setQueryData([this.path, 'one', this.idOf(object)], kept(object))
    changed(this.kind)
  }

  known(id: string): Thing<C> | undefined {
    return queryClient.getQueryData([this.path, 'one', id])
  }

  private async done<A>(asked: Promise<Answer<A>>): Promise<A> {
    const { data } = await asked
    this.keep(data as unknown as Thing<C>)
    return data
  }

  private question<A>(key: readonly unknown[], url: string) {
    return { ...this.shared, queryKey: [this.path, ...key], queryFn: async () => (await call<A>('GET', url)).data }
  }

  private idOf(object: unknown): string {
    return String((object as Record<PropertyKey, unknown>)[this.traits.id ?? 'id'])
  }

  private at(id: string, ...rest: string[]): string {
    return [this.path, encodeURIComponent(id), ...rest].join('/')
  }
}
