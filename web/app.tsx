import { QueryClientProvider } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { ErrorBoundary, LocationProvider, Route, Router, useLocation } from 'preact-iso'
import { PageFrame } from './components/page-frame.tsx'
import { Shell } from './components/shell.tsx'
import { NotFound } from './components/states.tsx'
import { Unreachable } from './components/unreachable.tsx'
import { setRoute } from './models/navigation.ts'
import { queryClient } from './models/queries.ts'
import { refreshSession, sessionState, wasSignedIn } from './models/session.ts'
import { placeAt, placesOf } from './places.ts'

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <LocationProvider>
        <ErrorBoundary>
          <Doors />
        </ErrorBoundary>
      </LocationProvider>
    </QueryClientProvider>
  )
}

function Doors() {
  const { path, route } = useLocation()
  useEffect(() => setRoute(route), [route])
  return placeAt(path)?.stands === 'gate' ? <Router>{routesOf('gate')}</Router> : <Inside />
}

const routesOf = (stands?: 'gate' | 'alone') =>
  placesOf(stands).map(({ path, page }) => <Route key={path} path={path} component={page} />)

/** Everything that needs a signed-in person: asks the cookie, and meanwhile shows the frame to who was in here before. */
function Inside() {
  const { url, path, route } = useLocation()
  const state = sessionState.value
  useEffect(() => {
    if (state === 'unknown') void refreshSession()
    if (state === 'out')
      route(url === '/' || url === '/home' ? '/login' : `/login?next=${encodeURIComponent(url)}`, true)
    if (state === 'in' && path === '/') route('/home', true)
  }, [state, path])
  if (state === 'unreachable') return <Unreachable />
  if (state !== 'in' && !(state === 'unknown' && wasSignedIn())) return null
  if (placeAt(path)?.stands === 'alone') return <Router>{routesOf('alone')}</Router>
  return (
    <Shell>
      <ErrorBoundary>
        <Router>
          {routesOf()}
          <Route default component={Lost} />
        </Router>
      </ErrorBoundary>
    </Shell>
  )
}

const Lost = () => (
  <PageFrame title="Not found">
    <NotFound />
  </PageFrame>
)
