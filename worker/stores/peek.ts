interface Peeked {
  /** At least as many bytes as wanted, where the stream has them. */
  head: Uint8Array
  /** The stream from its beginning. */
  body: ReadableStream<Uint8Array>
}

/** The first bytes of a stream, which is left whole: no more of it is read than they take. */
export async function peek(stream: ReadableStream<Uint8Array>, wanted: number): Promise<Peeked> {
  const [looked, body] = stream.tee()
  const reader = looked.getReader()
  let head = new Uint8Array()
  while (head.length < wanted) {
    const { done, value } = await reader.read()
    if (done) break
    head = joined(head, value)
  }
  // Else what the other branch reads would be held in memory for this one. The promise settles only
  // when that one ends too.
  reader.cancel().catch(() => undefined)
  return { head, body }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
