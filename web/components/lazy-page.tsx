import type { FunctionComponent } from 'preact'
import { lazy } from 'preact-iso'
import { ApiError } from '../api.ts'
import { whenOnline } from '../models/online.ts'
import { Problem } from './states.tsx'

const TRY_AGAIN_MS = 3000

type Load<Page> = () => Promise<{ default: Page }>

/** A page fetched when it is first shown; without a connection its place says so. */
export const lazyPage = <Page extends FunctionComponent<never>>(load: Load<Page>) =>
  lazy<Page>(() => load().catch(() => ({ default: DidNotLoad as Page })))

/** A part that opens by a key and so is fetched ahead: tried again until there is a connection. */
export const lazyPart = <Part extends FunctionComponent<never>>(load: Load<Part>) => lazy<Part>(() => untilLoaded(load))

const DidNotLoad: FunctionComponent<never> = () => (
  <div class="page">
    <div class="card">
      <Problem error={new ApiError(0, 'OFFLINE', '')} what="this page" retry={() => location.reload()} />
    </div>
  </div>
)

const untilLoaded = <Part,>(load: Load<Part>): ReturnType<Load<Part>> =>
  load().catch(() => whenOnline(TRY_AGAIN_MS).then(() => untilLoaded(load)))
