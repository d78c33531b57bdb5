import './styles/index.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { preloadPlace } from './places.ts'

preloadPlace(location.pathname)
const root = document.getElementById('app')
if (root) render(<App />, root)
