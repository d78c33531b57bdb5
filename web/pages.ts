import { lazyPage } from './components/lazy-page.tsx'
import { NotFound } from './components/states.tsx'

export const Login = lazyPage(() => import('./pages/gate/login.tsx'))
export const Signup = lazyPage(() => import('./pages/gate/signup.tsx'))
export const Verify = lazyPage(() => import('./pages/gate/verify.tsx'))
export const Forgot = lazyPage(() => import('./pages/gate/forgot.tsx'))
export const Reset = lazyPage(() => import('./pages/gate/reset.tsx'))
export const AcceptInvitation = lazyPage(() => import('./pages/gate/accept-invitation.tsx'))
export const Welcome = lazyPage(() => import('./pages/welcome/welcome.tsx'))
export const Home = lazyPage(() => import('./pages/home/home.tsx'))
export const Contacts = lazyPage(() => import('./pages/contacts/list.tsx'))
export const Contact = lazyPage(() => import('./pages/contacts/detail.tsx'))
export const Invoices = lazyPage(() => import('./pages/invoices/list.tsx'))
export const Invoice = lazyPage(() => import('./pages/invoices/detail.tsx'))
export const EditInvoice = lazyPage(() => import('./pages/invoices/edit.tsx'))
export const Payments = lazyPage(() => import('./pages/payments/list.tsx'))
export const Settings = lazyPage(() => import('./pages/settings/settings.tsx'))
export const DevUi = import.meta.env.MODE === 'production' ? NotFound : lazyPage(() => import('./pages/dev-ui.tsx'))

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
