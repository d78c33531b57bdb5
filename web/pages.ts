import { lazy } from 'preact-iso'
import { NotFound } from './components/states.tsx'

export const Login = lazy(() => import('./pages/gate/login.tsx'))
export const Signup = lazy(() => import('./pages/gate/signup.tsx'))
export const Verify = lazy(() => import('./pages/gate/verify.tsx'))
export const Forgot = lazy(() => import('./pages/gate/forgot.tsx'))
export const Reset = lazy(() => import('./pages/gate/reset.tsx'))
export const AcceptInvitation = lazy(() => import('./pages/gate/accept-invitation.tsx'))
export const Welcome = lazy(() => import('./pages/welcome/welcome.tsx'))
export const Home = lazy(() => import('./pages/home/home.tsx'))
export const Contacts = lazy(() => import('./pages/contacts/list.tsx'))
export const Contact = lazy(() => import('./pages/contacts/detail.tsx'))
export const Invoices = lazy(() => import('./pages/invoices/list.tsx'))
export const Invoice = lazy(() => import('./pages/invoices/detail.tsx'))
export const EditInvoice = lazy(() => import('./pages/invoices/edit.tsx'))
export const Payments = lazy(() => import('./pages/payments/list.tsx'))
export const Settings = lazy(() => import('./pages/settings/settings.tsx'))
export const DevUi = import.meta.env.MODE === 'production' ? NotFound : lazy(() => import('./pages/dev-ui.tsx'))

const BY_PATH: [RegExp, { preload: () => Promise<unknown> }][] = [
  [/^\/(home)?$/, Home],
  [/^\/login/, Login],
  [/^\/signup/, Signup],
  [/^\/contacts\/./, Contact],
  [/^\/contacts/, Contacts],
  [/^\/invoices\/[^/]+\/edit/, EditInvoice],
  [/^\/invoices\/./, Invoice],
  [/^\/invoices/, Invoices],
  [/^\/payments/, Payments],
  [/^\/settings/, Settings],
]

/** Fetches the page while the session is still being asked for. */
export function preloadPage(path: string): void {
  void BY_PATH.find(([pattern]) => pattern.test(path))?.[1].preload()
}
