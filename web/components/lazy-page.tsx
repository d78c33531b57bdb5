import type { ComponentType } from 'preact'
import { lazy } from 'preact-iso'
import { ApiError } from '../api.ts'
import { Problem } from './states.tsx'

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>

/** A page fetched when it is first shown; without a connection its place says so. */
export const lazyPage = <Props,>(load: Load<Props>) =>
  lazy(() => load().catch((): { default: ComponentType<Props> } => ({ default: DidNotLoad })))

/** A part that opens by a key and so is fetched ahead: tried again as soon as there is a connection. */
export const lazyPart = <Props,>(load: Load<Props>) => lazy(() => load().catch(() => whenOnline().then(load)))

const DidNotLoad = () => (
  <div class="page">
    <div class="card">
      <Problem error={new ApiError(0, 'OFFLINE', '')} what="this page" retry={() => location.reload()} />
    </div>
  </div>
)

const whenOnline = () => new Promise((resolve) => addEventListener('online', resolve, { once: true }))
