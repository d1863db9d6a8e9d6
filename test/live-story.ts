/** An update that is right, written at this moment (milliseconds since 1970). */
export function anUpdate(id: string, at: number, text = `نص ${id}.`) {
  return { id, at: new Date(at).toISOString(), body: [text] }
}

/** So many, one a minute, the oldest first. @param words how long each is, about */
export function updatesOf(count: number, from: number, words = 3) {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1
    const text = Array.from(
      { length: words - 2 },
      (_, word) => WORDS[(number * 7 + word * 5) % WORDS.length],
    )
    return anUpdate(
      `u-${number}`,
      from + index * 60_000,
      `نص التحديث ${number}. ${words > 3 ? `${text.join(' ')}.` : ''}`.trim(),
    )
  })
}

const WORDS =
  'قال المدرب بعد نهاية الشوط الأول إن الفريق لعب كما أراد وإن التغيير في الدقيقة الستين أعاد إليه الكرة وأضاف أن الجمهور الذي ملأ المدرجات منذ العصر كان اللاعب الثاني عشر ثم سدد من خارج المنطقة فارتدت من القائم وأكملها المهاجم في الشباك وسط هتاف لم ينقطع'.split(
    ' ',
  )
