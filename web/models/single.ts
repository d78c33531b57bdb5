import { call } from '../api.ts'
import type { Body, Data, Path } from '../routes.ts'
import { changed, type Kind, latestOr, queryClient } from './queries.ts'

interface Traits<T> {
  /** Of which kinds it shows something: when one of them changes, it is asked for again. */
  shows: readonly Kind[]
  staleTime?: number
  /** What the rest of the app takes from it as soon as it is known. */
  learn?: (object: T) => void
}

/** What there is one of: the business, its account, who I am. */
export class Single<P extends Path<'get'>> {
  readonly query
  private readonly path: P
  readonly learn: (object: Data<'get', P>) => void

  constructor(path: P, { shows, staleTime, learn = () => {} }: Traits<Data<'get', P>>) {
    this.path = path
    this.learn = learn
    this.query = {
      queryKey: [path],
      meta: { shows },
      ...(staleTime === undefined ? {} : { staleTime }),
      queryFn: async () => {
        const { data } = await call<Data<'get', P>>('GET', path)
        learn(data)
        return data
      },
    }
  }

  async create(body: Body<'post', P> | Record<never, never> = {}): Promise<Data<'post', P>> {
    const { data } = await call<Data<'post', P>>('POST', this.path, body)
    this.keep(data as unknown as Data<'get', P>)
    return data
  }

  /** Refused when someone else changed it meanwhile: then theirs is shown. */
  update(changes: Omit<Body<'patch', P>, 'if_match_version'>): Promise<Data<'get', P>> {
    return latestOr(this.write(changes), (latest) => this.keep(latest as Data<'get', P>))
  }

  private async write(changes: object): Promise<Data<'get', P>> {
    const known = queryClient.getQueryData<{ version: number }>(this.query.queryKey)
    const body = { ...changes, ...(known ? { if_match_version: known.version } : {}) }
    const { data } = await call<Data<'get', P>>('PATCH', this.path, body)
    this.keep(data)
    return data
  }

  private keep(object: Data<'get', P>): void {
    queryClient.setQueryData(this.query.queryKey, object)
    this.learn(object)
    for (const kind of this.query.meta.shows) changed(kind)
  }
}
