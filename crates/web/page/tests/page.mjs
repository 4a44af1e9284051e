// The page as a fact-checker uses it, in Debian's Chromium: from adding files to a printed report, the corrections and
// their undo, the keyboard alone, light, dark, right to left, hostile reports, no request off the host, axe-core.
//
//   node tests/page.mjs STEMMA [FOLDER FOR PICTURES]
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import assert from 'node:assert/strict'
import { launch } from './browser.mjs'
import { leftOut, reports as hostile } from './hostile.mjs'
import { tiles } from './tiles.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const [stemma, pictures] = process.argv.slice(2)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const depot = join(here, '../../../../examples/depot')
const folder = mkdtempSync(join(tmpdir(), 'stemma-page-'))
const file = join(folder, 'depot.stemma')
if (pictures) mkdirSync(pictures, { recursive: true })

function run(...words) {
  return execFileSync(stemma, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function serve() {
  const child = spawn(stemma, ['serve', file, '--no-open', '--tiles', 'own.pmtiles'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => resolve([child, String(line).trim()]))
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)))
  })
}

run('new', file, '-q')
writeFileSync(join(folder, 'own.pmtiles'), tiles())
const [server, address] = await serve()
const host = new URL(address).origin
const browser = await launch()
const strangers = []
const said = []

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  page.on('request', (request) => { if (!request.url().startsWith(host)) strangers.push(request.url()) })
  page.on('console', (message) => { if (message.type() === 'error') said.push(message.text()) })
  page.on('pageerror', (error) => said.push(error.message))
  await page.goto(address, { waitUntil: 'networkidle' })
  return page
}

const shot = (page, name, full = false) => (pictures ? page.screenshot({ path: join(pictures, `${name}.png`), fullPage: full }) : null)

async function accessible(page, where) {
  // axe comes in over the debugger, not through the page's policy.
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`), [], where)
}

let passed = 0
let page
async function step(name, act) {
  try {
    await act()
  } catch (error) {
    console.log(`failed: ${name}, at ${page.url()}`, said)
    console.log((await page.locator('main').innerText()).slice(0, 1500))
    throw error
  }
  passed++
  console.log(`ok ${name}`)
}

try {
  page = await open()

  await step('files are added on the page and traced', async () => {
    const files = readdirSync(depot).filter((name) => !['README.md', 'truth.json'].includes(name) && statSync(join(depot, name)).isFile())
    await page.locator('input[type=file]').setInputFiles(files.map((name) => join(depot, name)))
    await page.getByText('reports added').waitFor()
    await page.locator('a[data-row]').first().waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Close' }).click()
    assert.ok(!page.url().includes('token'))
    await shot(page, 'claims-light')
    await accessible(page, 'claims')
  })

  await step('a search marks its words, a filter narrows, the address keeps both', async () => {
    const all = await page.locator('tbody tr').count()
    await page.keyboard.press('/')
    await page.keyboard.type('night guards')
    await page.locator('mark.hit').first().waitFor()
    await page.getByLabel('One origin, several reports').check()
    await page.waitForURL(/single=1/)
    await page.waitForFunction((all) => document.querySelectorAll('tbody tr').length < all, all)
    await page.reload({ waitUntil: 'networkidle' })
    assert.ok(await page.getByLabel('One origin, several reports').isChecked())
    await page.getByRole('button', { name: 'Clear' }).click()
  })

  await step('the search box follows the address', async () => {
    await page.goto(`${host}/?q=guards`, { waitUntil: 'networkidle' })
    assert.equal(await page.locator('input[type=search]').inputValue(), 'guards')
    await page.locator('nav').getByText('Claims').click()
    await page.waitForFunction(() => !document.querySelector('input[type=search]').value && !location.search)
  })

  await step('by keyboard alone to a claim, its words, and back', async () => {
    await page.locator('main').focus()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.locator('article.claim').waitFor()
    assert.ok(await page.locator('svg.stemma .node').count())
    await shot(page, 'claim-light')
    await page.locator('table[role=treegrid] tbody tr').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('.witness.chosen').waitFor()
    await page.locator('main').focus()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.locator('mark.pointed').first().waitFor()
    await page.keyboard.press('?')
    await page.getByRole('heading', { name: 'Keys' }).waitFor()
    await shot(page, 'keys-light')
    await page.keyboard.press('Escape')
    await page.locator('main').focus()
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.locator('table.claims').waitFor()
  })

  await step('a passage stands beside its twin', async () => {
    await page.locator('a[data-row]').first().click()
    await page.locator('.witness header a').first().click()
    await page.locator('.words').waitFor()
    await page.locator('.links button.linklike').nth(1).click()
    await page.locator('.aligned, .links .cite').first().waitFor()
    await shot(page, 'reader-light')
    await accessible(page, 'reader')
  })

  const claim = await page.evaluate(async () => (await (await fetch('/api/claims?limit=50')).json()).items.find((c) => c.named + c.unnamed + c.group > 1).id)

  await step('a correction is made with one key, shown, and undone; the program keeps its opinion', async () => {
    await page.goto(`${host}/claims/${claim}`, { waitUntil: 'networkidle' })
    await page.keyboard.press('a')
    await page.getByLabel('Who you are').fill('Ada')
    await page.getByRole('textbox', { name: /^Why/ }).fill('I called the desk')
    await shot(page, 'correct-light')
    await accessible(page, 'the window of a correction')
    await page.getByRole('button', { name: 'Write it into the log' }).click()
    await page.locator('.facts .tag.state').waitFor()
    await page.locator('main').focus()
    await page.keyboard.press('i')
    await page.getByRole('textbox', { name: /^Why/ }).fill('two desks, two phones')
    await page.getByRole('button', { name: 'Write it into the log' }).click()
    await page.getByText('are independent: two desks').waitFor()
    await page.getByText('The program itself says').waitFor()
    await shot(page, 'claim-corrected', true)
    await accessible(page, 'claim')
    await page.locator('main').focus()
    await page.keyboard.press('p')
    await page.getByText('This is what the program itself says.').waitFor()
    await page.keyboard.press('p')
    await page.getByText('are independent: two desks').waitFor()
    await page.keyboard.press('u')
    await page.getByText('are independent: two desks').waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('x')
    await page.getByText('taken back').waitFor()
    await shot(page, 'corrections-light')
    await accessible(page, 'corrections')
  })

  await step('hostile reports are words and nothing else', async () => {
    for (const [name, content] of Object.entries(hostile)) writeFileSync(join(folder, name), content)
    await page.locator('input[type=file]').setInputFiles(Object.keys(hostile).map((name) => join(folder, name)))
    await page.getByText('reports added').waitFor()
    await page.getByText('Tracing. What you see').waitFor({ state: 'detached', timeout: 60_000 })
    await page.goto(`${host}/?q=Orsk`, { waitUntil: 'networkidle' })
    await page.locator('a[data-row]').first().click()
    await page.locator('article.claim').waitFor()
    const ids = await page.evaluate(async () => (await (await fetch('/api/reports?q=Orsk&limit=50')).json()).items.map((r) => r.id))
    assert.ok(ids.length >= 3, String(ids))
    for (const id of ids) {
      await page.goto(`${host}/reports/${encodeURIComponent(id)}`, { waitUntil: 'networkidle' })
      await page.locator('.words').waitFor()
      for (const mark of await page.locator('.words mark').all()) await mark.click()
    }
    assert.equal(await page.evaluate(() => window.owned), undefined)
    assert.equal(await page.locator('a[href^="javascript:"], a[href^="data:"], .words img, .words script, .words a').count(), 0)
    const text = await page.evaluate(async () => JSON.stringify(await (await fetch('/api/claims?q=Orsk')).json()))
    assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(text))
  })

  await step('bombs are left out, each with its reason, and the page lives on', async () => {
    for (const [name, [make]] of Object.entries(leftOut)) writeFileSync(join(folder, name), make())
    await page.locator('input[type=file]').setInputFiles(Object.keys(leftOut).map((name) => join(folder, name)))
    await page.getByText('0 reports added').waitFor({ timeout: 60_000 })
    const told = await page.locator('.added').innerText()
    for (const [name, [, words]] of Object.entries(leftOut)) assert.match(told, new RegExp(`${name}: .*${words}`), told)
    await page.getByRole('button', { name: 'Close' }).click()
  })

  await step('files dropped anywhere on the page are added', async () => {
    const carried = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['At least 9 people died in Orsk on Monday, the governor of Orsk said.'], 'dropped.txt', { type: 'text/plain' }))
      return data
    })
    await page.dispatchEvent('body', 'dragover', { dataTransfer: carried })
    await page.getByText('Let go to add these files').waitFor()
    await shot(page, 'drop-light')
    await page.dispatchEvent('body', 'drop', { dataTransfer: carried })
    await page.getByText('1 report added').waitFor()
    await page.getByText('Tracing. What you see').waitFor({ state: 'detached', timeout: 60_000 })
    await page.getByRole('button', { name: 'Close' }).click()
  })

  await step('two names are merged over the whole case, from the list and from the words, and taken apart', async () => {
    await page.goto(`${host}/names`, { waitUntil: 'networkidle' })
    const boxes = page.locator('input[data-row]')
    await boxes.nth(0).check()
    await boxes.nth(1).check()
    await page.locator('main').focus()
    await page.keyboard.press('m')
    await page.getByRole('button', { name: 'Write it into the log' }).click()
    await page.locator('td.meta').filter({ hasText: /\w/ }).first().waitFor()
    await shot(page, 'names-light')
    await accessible(page, 'names')
    await boxes.nth(0).check()
    await page.locator('main').focus()
    await page.keyboard.press('s')
    await page.getByLabel('Its own name').fill('Somebody else')
    await page.locator('fieldset.many input').first().check()
    await shot(page, 'names-split')
    await page.getByRole('button', { name: 'Write it into the log' }).click()
    await page.getByText('Somebody else').first().waitFor()
    await page.locator('main').focus()
    await page.keyboard.press('u')
    await page.getByText('Somebody else').first().waitFor({ state: 'detached' })
    await page.keyboard.press('u')
    await page.waitForFunction(() => [...document.querySelectorAll('td.meta')].every((cell) => !cell.textContent))
    await page.goto(`${host}/reports`, { waitUntil: 'networkidle' })
    await page.locator('a[data-row]').first().click()
    await page.locator('.words mark.actor').first().click()
    await page.getByRole('button', { name: 'the same as …' }).first().click()
    await page.getByLabel('Part of the other name').fill('the')
    await page.locator('.found-list button').first().click()
    await page.getByRole('button', { name: 'Write it into the log' }).click()
    await page.locator('aside .log').waitFor()
    await page.locator('main').focus()
    await page.keyboard.press('u')
    await page.locator('aside .log').waitFor({ state: 'detached' })
  })

  const write = () => page.getByRole('button', { name: 'Write it into the log' }).click()
  await step('a witness is put aside and a statement judged and set right by keys, each undone by one', async () => {
    await page.goto(`${host}/claims/${claim}`, { waitUntil: 'networkidle' })
    const witnesses = await page.locator('article.witness').count()
    const left = (n) => page.waitForFunction((n) => document.querySelectorAll('article.witness').length === n, n)
    await page.locator('.witness header a').first().focus()
    await page.keyboard.press('d')
    await write()
    await left(witnesses - 1)
    await page.goto(`${host}/corrections`, { waitUntil: 'networkidle' })
    await page.locator('.log li').first().waitFor()
    await page.keyboard.press('u')
    await page.locator('.log li').first().getByText('takes back').waitFor()
    await page.goto(`${host}/claims/${claim}`, { waitUntil: 'networkidle' })
    await left(witnesses)
    await page.locator('.witness header a').first().click()
    await page.locator('.words').waitFor()
    await page.keyboard.press('x')
    await page.getByText('Open a statement under').waitFor()
    await page.locator('.statements button.linklike').first().click()
    await page.locator('main').focus()
    await page.keyboard.press('x')
    await write()
    await page.locator('aside .log').getByText('rejects').waitFor()
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('.words [data-start]')))
    await page.locator('main').focus()
    await page.keyboard.press('1')
    await write()
    await page.locator('aside .log').getByText('edits the words of').waitFor()
    for (const undone of [1, 2]) {
      await page.keyboard.press('u')
      await page.waitForFunction((undone) => document.querySelectorAll('aside .log li.undone').length === undone, undone)
    }
  })

  await step('words have an address of their own', async () => {
    await page.locator('.words mark').nth(2).click()
    await page.getByRole('link', { name: 'their address' }).click()
    await page.waitForURL(/at=\d+-\d+/)
    await page.locator('mark.pointed').first().waitFor()
  })

  await step('claims are merged by their words, split, and put back', async () => {
    await page.goto(`${host}/claims/${claim}`, { waitUntil: 'networkidle' })
    const heading = await page.locator('h1').innerText()
    await page.keyboard.press('m')
    await page.getByLabel('The other claim').fill('guards')
    await page.locator('.found-list button').first().click()
    await page.getByRole('button', { name: 'Write it into the log' }).click()
    await page.getByText('merges in').waitFor()
    await page.locator('.witness input').last().check()
    await page.locator('main').focus()
    await page.keyboard.press('s')
    await page.getByRole('button', { name: 'Write it into the log' }).click()
    await page.getByText('splits off').waitFor()
    await page.locator('main').focus()
    for (const words of ['splits off', 'merges in']) {
      await page.keyboard.press('u')
      await page.getByText(words).waitFor({ state: 'detached' })
    }
    assert.equal(await page.locator('h1').innerText(), heading)
  })

  await step('no outline is torn at the date line', async () => {
    await page.goto(`${host}/map`, { waitUntil: 'networkidle' })
    await page.waitForFunction(() => document.querySelector('.map .land').getAttribute('d'))
    const torn = await page.evaluate(() => {
      const rings = document.querySelector('.map .land').getAttribute('d').split('Z').map((ring) => ring.slice(1).split('L').map((point) => point.split(' ').map(Number)))
      const jumps = (ring) => ring.some(([lon, down], n) => n && Math.abs(lon - ring[n - 1][0]) > 180 && down !== ring[n - 1][1])
      return rings.filter(jumps).length
    })
    assert.equal(torn, 0)
  })

  await step('an own map lies under the outline', async () => {
    await page.goto(`${host}/map`, { waitUntil: 'networkidle' })
    await page.locator('.map image').first().waitFor({ state: 'attached' })
    await page.getByText('Tiles: Our own survey.').waitFor()
    await page.getByRole('button', { name: 'Closer' }).click()
    await shot(page, 'map-tiles')
  })

  await step('in a minute: from several reports to one unnamed source, through one channel, and its words', async () => {
    await page.goto(`${host}/?single=1&q=guards`, { waitUntil: 'networkidle' })
    await page.locator('a[data-row]').first().click()
    await page.getByText(/All go back to local sources \(unnamed\), whose own words are not in the pile, through Zhelvar Online/).waitFor()
    await shot(page, 'claim-minute')
    await page.locator('.short .first a').click()
    await page.locator('mark.pointed').first().waitFor()
    await shot(page, 'reader-minute')
  })

  await step('words from right to left', async () => {
    await page.goto(`${host}/reports/rtl`, { waitUntil: 'networkidle' })
    assert.equal(await page.locator('.words').evaluate((words) => getComputedStyle(words).direction), 'rtl')
    await shot(page, 'rtl-light')
  })

  await step('times, map and what to look for', async () => {
    for (const [path, wanted] of [['times', '.times .bar'], ['map', '.map .land'], ['lost', 'h1'], ['reports', 'a[data-row]']]) {
      await page.goto(`${host}/${path}`, { waitUntil: 'networkidle' })
      await page.locator(wanted).first().waitFor({ state: 'attached' })
      await shot(page, `${path}-light`)
      await accessible(page, path)
    }
  })

  await step('dark, narrow, and twice as large', async () => {
    const dark = await open({ colorScheme: 'dark' })
    await accessible(dark, 'dark claims')
    await dark.goto(`${host}/claims/${claim}`, { waitUntil: 'networkidle' })
    await accessible(dark, 'dark claim')
    await shot(dark, 'claim-dark')
    await dark.setViewportSize({ width: 640, height: 800 })
    const wider = await dark.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.ok(wider <= 0, `the page is ${wider} px too wide at 200 %`)
    await shot(dark, 'claim-narrow-dark')
    await dark.locator('.witness header a').first().click()
    await dark.locator('.words').waitFor()
    await accessible(dark, 'dark reader')
    await shot(dark, 'reader-dark')
    await dark.context().close()
  })

  await step('printed', async () => {
    await page.goto(`${host}/claims/${claim}`, { waitUntil: 'networkidle' })
    const pdf = await page.pdf({ format: 'A4' })
    assert.ok(pdf.length > 20_000)
    if (pictures) writeFileSync(join(pictures, 'claim.pdf'), pdf)
    await page.emulateMedia({ media: 'print' })
    assert.ok(!(await page.locator('.acts').isVisible()))
    await shot(page, 'claim-print', true)
    await page.emulateMedia({ media: 'screen' })
  })

  await step('nothing was asked of another host, and nothing went wrong unseen', async () => {
    assert.deepEqual(strangers, [])
    assert.deepEqual(said, [])
  })

  await step('the log holds', async () => {
    assert.match(run('verify', file), /all holds: .* 19 corrections/)
  })
  console.log(`${passed} steps passed`)
} finally {
  await browser.close()
  server.kill()
  rmSync(folder, { recursive: true, force: true })
}
