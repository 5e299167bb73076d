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

// A sheet of many rows: Enter and the arrows go up and down a column, and a column copied elsewhere fills the cells below.
for (const sheet of document.querySelectorAll('form[data-sheet]')) {
  for (const words of document.querySelectorAll('.keys')) words.hidden = false
  const cells = (name) => [...sheet.querySelectorAll(`[data-cell="${name}"]`)]
  const moved = (cell, rows) => {
    const column = cells(cell.dataset.cell)
    const next = column[column.indexOf(cell) + rows]
    next?.focus()
    if (next?.matches('input:not([type=checkbox])')) next.select()
  }
  sheet.addEventListener('keydown', (event) => {
    const cell = event.target
    if (!cell.dataset.cell || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return
    const text = cell.matches('textarea')
    const arrows = !cell.matches('select') && !text
    if (event.key === 'Enter') moved(cell, event.shiftKey ? -1 : 1)
    else if (arrows && event.key === 'ArrowDown') moved(cell, 1)
    else if (arrows && event.key === 'ArrowUp') moved(cell, -1)
    else return
    event.preventDefault()
  })
  sheet.addEventListener('paste', (event) => {
    const cell = event.target
    const copied = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '').split(/\r?\n/)
    // Paragraphs for one note are no column; what a spreadsheet copies says that it is a table.
    const isColumn = event.clipboardData.getData('text/html').includes('<t') || !cell.matches('textarea')
    if (!cell.dataset.cell || copied.length < 2 || !isColumn) return
    event.preventDefault()
    const column = cells(cell.dataset.cell)
    const from = column.indexOf(cell)
    copied.forEach((line, row) => {
      const into = column[from + row]
      const words = line.split('\t')[0].trim()
      if (!into) return
      const option = [...(into.options ?? [])].find((each) => each.text.toLowerCase() === words.toLowerCase())
      if (into.matches('select')) into.value = option ? option.value : ''
      else into.value = words
    })
  })
  const all = sheet.querySelector('[data-tick-all]')
  all.hidden = false
  all.addEventListener('change', () => {
    for (const box of sheet.querySelectorAll('[name=ticked]')) box.checked = all.checked
  })
}
