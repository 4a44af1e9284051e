// A PMTiles file (version 3) with one picture for the whole world and its quarters: a few pixels, made here.
import { deflateSync, gzipSync } from 'node:zlib'

function png() {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0])
  const pixels = Buffer.from([0, 200, 220, 235, 225, 235, 215, 0, 225, 235, 215, 200, 220, 235])
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))])
}

/** PNG's sum. */
function crc(bytes) {
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let n = 0; n < 8; n++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}

export function tiles() {
  const picture = png()
  const root = gzipSync(Buffer.from([1, 0, 21, ...(picture.length < 128 ? [picture.length] : [(picture.length & 127) | 128, picture.length >> 7]), 1]))
  const metadata = gzipSync(Buffer.from(JSON.stringify({ attribution: '<b onclick="window.owned=1">Our own</b> survey' })))
  const header = Buffer.alloc(127)
  header.write('PMTiles\x03', 'latin1')
  let at = 127
  for (const [place, part] of [[8, root], [24, metadata], [40, Buffer.alloc(0)], [56, picture]]) {
    header.writeBigUInt64LE(BigInt(at), place)
    header.writeBigUInt64LE(BigInt(part.length), place + 8)
    at += part.length
  }
  Buffer.from([2, 1, 2, 0, 2]).copy(header, 97)
  return Buffer.concat([header, root, metadata, picture])
}
