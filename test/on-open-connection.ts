/** What a connection says that was closed before the request was written. */
const CLOSED = ['UND_ERR_SOCKET', 'EPIPE', 'ECONNRESET']

/**
 * Asks again on another connection where workerd had just closed the first one: it does so after five
 * seconds, and on a busy machine this process notices too late. Such a request was never read.
 */
export async function onOpenConnection<Result>(ask: () => Promise<Result>): Promise<Result> {
  return await ask().catch((error: { cause?: { code?: string } }) => {
    if (!CLOSED.includes(error.cause?.code ?? '')) throw error
    return ask()
  })
}
