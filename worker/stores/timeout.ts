/** Thrown where a store does not answer, or answers with an error. */
export class Unavailable extends Error {
  override name = 'Unavailable'
}

/** Thrown where a store took too long. */
export class TimedOut extends Unavailable {
  override name = 'TimedOut'
}

/**
 * The promise's value, if it comes within the timeout (milliseconds).
 * @throws Unavailable where it fails, TimedOut where it takes longer: the caller uses its fallback
 */
export async function withTimeout<Value>(
  ms: number,
  what: string,
  promise: Promise<Value>,
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(`${what}: no answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } catch (error) {
    if (error instanceof Unavailable) throw error
    throw new Unavailable(`${what}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  } finally {
    clearTimeout(timer)
  }
}
