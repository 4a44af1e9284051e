// When the table of claims first stands on the screen, in milliseconds: node tests/paint.mjs ADDRESS
import { launch } from './browser.mjs'

const browser = await launch()
const page = await browser.newPage()
await page.goto(process.argv[2])
await page.locator('a[data-row]').first().waitFor()
const times = []
for (let n = 0; n < 5; n++) {
  await page.reload()
  await page.locator('a[data-row]').first().waitFor()
  times.push(await page.evaluate(() => performance.now()))
}
console.log(Math.round(times.sort((a, b) => a - b)[2]))
await browser.close()
