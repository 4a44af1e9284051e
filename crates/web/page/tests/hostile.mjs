// Files that mean harm: what they carry must be words on the page, or be left out with a reason, and nothing else.
import { gzipSync } from 'node:zlib'

const line = 'At least 8 people died in Orsk on Monday, the mayor said. '
const entities = '<!ENTITY a0 "At least 9 people died in Orsk. ">' + Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')

/** Small ones, as reports. */
export const reports = {
  'script.html': `<html><head><title><script>window.owned=1</script>Blast at Orsk</title></head><body><article><h1>Blast at Orsk</h1>
    <p onclick="window.owned=1">At least 9 people died in Orsk on Monday, the mayor <b onmouseover="window.owned=1">said</b>. <img src=x onerror="window.owned=1">
    <a href="javascript:window.owned=1">read</a> <a href="data:text/html,<script>window.owned=1</script>">more</a> about the fire that burned all night long.</p></article></body></html>`,
  'bidi.txt': 'At least 9 people died in Orsk\u202e on Monday, said the mayor of Orsk. \u2066The fire\u2069 burned all night long. <script>window.owned=1</script>',
  'formula.jsonl': JSON.stringify({ id: '"><img src=x onerror=window.owned=1>', title: '=HYPERLINK("http://evil.example")', outlet: '=1+1', text: '=1+1 At least 9 people died in Orsk, the mayor said. {{constructor.constructor("window.owned=1")()}}' }) + '\n',
  'rtl.jsonl': JSON.stringify({ id: 'rtl', title: 'انفجار في المدينة', outlet: 'الجريدة', language: 'ar', text: 'قال رئيس البلدية إن ثمانية أشخاص لقوا مصرعهم في الانفجار.' }) + '\n',
  'broken.txt': Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]),
  'latin.txt': Buffer.from('Caf\u00e9 owners in Orsk said the fire was put out at noon on the same day.', 'latin1'),
  'nul.txt': 'At least 9 people\u0000 died in Orsk\u001b[31m on Monday, the mayor said.',
  'laughs.html': `<!DOCTYPE html [${entities}]><html><body><article><p>${line}&a9; ${'&nbsp;'.repeat(20_000)}</p></article></body></html>`,
  'laughs.xml': `<?xml version="1.0"?><!DOCTYPE rss [${entities}]><rss version="2.0"><channel><title>x</title><item><title>&a9;</title><link>http://e.example/1</link><description>&a9;</description></item></channel></rss>`,
}

/** Large ones, and with what words each is left out. */
export const leftOut = {
  'bomb.html.gz': [() => gzipSync(Buffer.alloc(400 << 20, ' '), { level: 1 }), 'larger than'],
  'bomb.zip': [() => Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(4096)]), 'ZIP archive'],
  'line.html': [() => Buffer.from(`<html><body><p>${line.repeat(Math.ceil((100 << 20) / line.length))}</p></body></html>`), 'larger than'],
  'deep.html': [() => Buffer.from('<div>'.repeat(200_000) + line), 'elements in one another'],
}
