// Compiles styles.scss and gathers what it refers to: the folder to fill is the one argument.
// No source maps: the manifest of static files fails on a reference to a file that is not there.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { compile } from 'sass'

const target = process.argv[2] ?? 'build'
const packages = 'node_modules'
const govuk = join(packages, 'govuk-frontend/dist/govuk')
const mojImages = join(packages, '@ministryofjustice/frontend/moj/assets/images')
const fonts = join(packages, '@fontsource-variable/public-sans/files')

function styles () {
  const { css } = compile('styles/styles.scss', {
    style: 'compressed',
    loadPaths: ['.'],
    quietDeps: true
  })
  writeFileSync(join(target, 'tracker.css'), css)
  return css
}

// Only the pictures and fonts that the styles name; the packages hold crests and crowns that are not ours to use.
function copyReferences (css) {
  const named = [...css.matchAll(/url\("?([^")]+)"?\)/g)].map(match => match[1])
  const local = new Set(named.filter(name => !name.startsWith('data:')))
  for (const name of local) {
    const folder = name.startsWith('fonts/') ? fonts : mojImages
    cpSync(join(folder, basename(name)), join(target, name))
  }
}

function scripts () {
  const library = readFileSync(join(govuk, 'govuk-frontend.min.js'), 'utf8')
  writeFileSync(join(target, 'govuk-frontend.min.js'), library.replace(/\n?\/\/# sourceMappingURL=.*/, ''))
  cpSync('scripts', target, { recursive: true })
}

mkdirSync(target, { recursive: true })
copyReferences(styles())
scripts()
cpSync('images', target, { recursive: true })
