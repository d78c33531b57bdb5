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
import {
  AcceptInvitation,
  Contact,
  Contacts,
  DevUi,
  EditInvoice,
  Forgot,
  Home,
  Invoice,
  Invoices,
  Login,
  Payments,
  Reset,
  Settings,
  Signup,
  Verify,
  Welcome,
} from './pages.ts'

const PUBLIC = /^\/(login|signup|verify|forgot|reset|accept-invitation|dev\/ui)$/

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
  if (PUBLIC.test(path)) return <PublicPages />
  return <Inside />
}

const PublicPages = () => (
  <Router>
    <Route path="/login" component={Login} />
    <Route path="/signup" component={Signup} />
    <Route path="/verify" component={Verify} />
    <Route path="/forgot" component={Forgot} />
    <Route path="/reset" component={Reset} />
    <Route path="/accept-invitation" component={AcceptInvitation} />
    <Route path="/dev/ui" component={DevUi} />
  </Router>
)

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
  if (path === '/welcome') return <WelcomePages />
  return (
    <Shell>
      <ErrorBoundary>
        <Router>
          <Route path="/home" component={Home} />
          <Route path="/contacts" component={Contacts} />
          <Route path="/contacts/:id" component={Contact} />
          <Route path="/invoices" component={Invoices} />
          <Route path="/invoices/:id" component={Invoice} />
          <Route path="/invoices/:id/edit" component={EditInvoice} />
          <Route path="/payments" component={Payments} />
          <Route path="/settings/:section?" component={Settings} />
          <Route default component={Lost} />
        </Router>
      </ErrorBoundary>
    </Shell>
  )
}

const WelcomePages = () => (
  <Router>
    <Route path="/welcome" component={Welcome} />
    <Route default component={Lost} />
  </Router>
)

const Lost = () => (
  <PageFrame title="Not found">
    <NotFound />
  </PageFrame>
)
