/** Workers have these methods, Node 24 does not: for code of the worker that a test runs in Node. */
Object.assign(Uint8Array.prototype, {
  toBase64(this: Uint8Array) {
    return Buffer.from(this).toString('base64')
  },
  toHex(this: Uint8Array) {
    return Buffer.from(this).toString('hex')
  },
})
