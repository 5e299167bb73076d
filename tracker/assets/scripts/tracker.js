// Starts the few components that need a script; every page works without it.
import {
  Button, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, createAll
} from './govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of [Button, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation]) {
  createAll(component)
}

// Where a filter stands above its list (see .beside), one that nobody uses would push the list below the fold.
const above = window.matchMedia('not (min-width: 104em)')
for (const panel of document.querySelectorAll('details.filter:not([data-in-use])')) {
  panel.open = !above.matches
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

// A file that is too large is said to be so when it is chosen, before it travels for minutes; the server says it too.
for (const field of document.querySelectorAll('input[type=file][data-largest]')) {
  field.addEventListener('change', () => {
    const tooLarge = [...field.files].some((file) => file.size > Number(field.dataset.largest))
    field.setCustomValidity(tooLarge ? field.dataset.tooLarge : '')
    field.reportValidity()
  })
}

// Forms that come one after the other: the first field is ready to be typed into, and Ctrl and Enter save it.
for (const form of document.querySelectorAll('form[data-quick]')) {
  for (const words of document.querySelectorAll('.keys')) words.hidden = false
  if (!document.querySelector('.govuk-error-summary')) form.querySelector('textarea')?.focus()
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector('button'))
  })
}
