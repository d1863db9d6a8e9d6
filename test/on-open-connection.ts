/**
 * Asks again on another connection where workerd had just closed the first one: it does so after five
 * seconds, and on a busy machine this process notices too late. Such a request was never read.
 */
export async function onOpenConnection<Result>(ask: () => Promise<Result>): Promise<Result> {
  return await ask().catch((error: { cause?: { code?: string } }) => {
    if (error.cause?.code !== 'UND_ERR_SOCKET') throw error
    return ask()
  })
}
