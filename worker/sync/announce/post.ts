/** The other side may hang: then it is tried again. */
const CALL_MS = 5_000

/** @throws Error where the other side does not take what it is sent; a redirect is not followed */
export async function post(
  url: string,
  type: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': type, 'User-Agent': 'Hudhud', ...headers },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(CALL_MS),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`${new URL(url).origin} answered ${answer.status}`)
}
