// Starts the few components that need a script; every page works without it.
import {
  Button, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, createAll
} from './govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of [Button, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation]) {
  createAll(component)
}

// On a narrow screen an unused filter would push the list below the fold.
const narrow = window.matchMedia('(max-width: 40em)')
for (const panel of document.querySelectorAll('details.filter:not([data-in-use])')) {
  panel.open = !narrow.matches
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
