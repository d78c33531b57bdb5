import './styles/index.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { preloadPage } from './pages.ts'

preloadPage(location.pathname)
const root = document.getElementById('app')
if (root) render(<App />, root)
