import { analyse } from '../content/arabic/analyse.ts'

/** Analyses the text that it is sent as often as `times` says: the clock of a worker stands still meanwhile. */
export default {
  async fetch(request: Request): Promise<Response> {
    const text = await request.text()
    const times = Number(new URL(request.url).searchParams.get('times'))
    let words = 0
    for (let round = 0; round < times; round += 1) words = analyse(text).length
    return new Response(String(words))
  },
}
