// Pictures of the page: node shot.mjs ADDRESS FOLDER
import { chromium } from 'playwright-core'
const [address, folder] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const colorScheme of ['light', 'dark']) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } })
  page.on('console', (message) => console.log(colorScheme, message.type(), message.text()))
  page.on('pageerror', (error) => console.log(colorScheme, 'error', error.message))
  await page.goto(address, { waitUntil: 'networkidle' })
  const shot = (name) => page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` })
  await shot('claims')
  await page.locator('a[data-row]').first().click()
  await page.waitForSelector('article.claim')
  await page.waitForTimeout(300)
  await shot('claim')
  await page.screenshot({ path: `${folder}/claim-full-${colorScheme}.png`, fullPage: true })
  await page.locator('.witness a').first().click()
  await page.waitForSelector('.words')
  await page.waitForTimeout(300)
  await shot('reader')
  for (const [path, name] of [['/reports?q=guards', 'reports'], ['/times', 'times'], ['/map', 'map'], ['/lost', 'lost'], ['/corrections', 'corrections'], ['/?q=depot&single=1', 'filtered']]) {
    await page.goto(new URL(path, address).href, { waitUntil: 'networkidle' })
    await page.waitForTimeout(200)
    await shot(name)
  }
  await page.close()
}
await browser.close()
