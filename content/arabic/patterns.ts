/**
 * Singulars that a broken plural may belong to, by its shape alone. They are indexed beside the
 * word: only shapes are here that are right far more often than not.
 */
export function nounShapes(word: string): string[] {
  return shapes(word, NOUNS[word.length] ?? SIX)
}

/** The past that a verb may belong to. */
export function verbShapes(word: string): string[] {
  return word.startsWith('ي') || word.startsWith('ت') ? shapes(word, VERBS) : []
}

interface Pattern {
  shape: RegExp
  /** Digits stand for the letters that the shape caught. */
  becomes: string[]
}

/** A letter that is no long vowel, and a letter that may be one. */
const C = '([^اويءه])'
const R = '([^ا])'

const THREE: Pattern[] = [
  // حصص حصة، قصص قصة
  pattern('(.)(.)\\2', '12ه'),
]

const FOUR: Pattern[] = [
  // أدلة دليل، أزقة زقاق
  pattern(`ا${C}${C}ه`, '12ي2', '12ا2'),
  // ثياب ثوب، رياض روض
  pattern(`${C}يا${C}`, '1و2'),
  // سدود سد، خطوط خط
  pattern(`${C}${C}و\\2`, '12'),
  // حروب حرب، سيول سيل، جهود جهد
  pattern(`${C}([^اوء])و${C}`, '123'),
]

const FIVE: Pattern[] = [
  // مقاهي مقهى، مباني مبنى
  pattern('م(.)ا(.)ي', 'م12ي'),
  // هياكل هيكل، بيادر بيدر
  pattern(`(.)يا${C}${C}`, '1ي23'),
  // عواصف عاصفة، كواكب كوكب
  pattern(`${R}وا${R}${R}`, '1ا23', '1و23'),
  // حدائق حديقة، رسائل رسالة، عرائس عروس
  pattern(`${R}${R}اء${R}`, '12ي3', '12ا3', '12و3'),
  // معارك معركة، خنادق خندق
  pattern(`([^تاويه])${C}ا([^اويء])${C}`, '1234'),
  // أحزاب حزب، أنواع نوع، أوراق ورق، أبواب باب
  pattern(`ا${C}${R}ا${R}`, '123'),
  pattern(`ا(و)${C}ا${R}`, '123'),
  pattern(`ا${C}وا${R}`, '1ا2'),
  // أجهزة جهاز، أرغفة رغيف
  pattern(`ا${C}${R}${R}ه`, '12ا3', '12ي3'),
  // حلفاء حليف، شعراء شاعر
  pattern(`${C}${R}${C}اء`, '12ي3', '1ا23'),
  // غزلان غزال، قضبان قضيب، فرسان فارس
  pattern(`${C}${C}${C}ان`, '12ي3', '12ا3', '1ا23'),
  // أحذية حذاء، أوعية وعاء، أندية ناد
  pattern(`ا(.)${C}يه`, '12اء', '1ا2'),
  // أصابع إصبع، أرانب أرنب
  pattern(`ا${C}ا${C}${C}`, 'ا123'),
  // مرافئ مرفأ، مبادئ مبدأ
  pattern(`${C}${C}ا${C}ء`, '123ا'),
  // دعاوى دعوى، فتاوى فتوى
  pattern(`${C}${C}اوي`, '12وي'),
  // قضايا قضية، وصايا وصية
  pattern(`(.)${C}ايا`, '12ي'),
]

const SIX: Pattern[] = [
  // صواريخ صاروخ، نواميس ناموس
  pattern(`${R}وا${R}ي${R}`, '1ا2و3', '1ا2ي3'),
  // شبابيك شباك، دكاكين دكان
  pattern(`${C}${C}ا\\2ي${C}`, '12ا3'),
  // أساطير أسطورة، تماثيل تمثال، قناديل قنديل
  pattern(`([^وه])${C}ا${R}ي${R}`, '123و4', '123ي4', '123ا4'),
  // عمالقة عملاق، أساقفة أسقف
  pattern(`([^تماوي])${C}ا${C}${C}ه`, '123ا4', '1234'),
  // أصدقاء صديق
  pattern(`ا${C}${C}${R}اء`, '12ي3'),
]

/** By their number of letters, so that a word is held against few of them. */
const NOUNS: Record<number, Pattern[]> = { 3: THREE, 4: FOUR, 5: FIVE }

const VERBS: Pattern[] = [
  // يقيم أقام، تثير أثار؛ يستقيل استقال
  pattern('[يت](.)ي(.)', 'ا1ا2'),
  pattern('[يت]ست(.)ي(.)', 'است1ا2'),
  // يعلن أعلن، يقتل قتل، يتعهد تعهد، ينتخب انتخب
  pattern('ي([^ا].{2,5})', '1', 'ا1'),
  // تعلن، تقتل؛ تتعهد؛ توافق؛ تنتخب، تستقبل
  pattern(`ت(.)${C}${C}`, '123', 'ا123'),
  pattern('ت(ت.{2,4})', '1'),
  pattern(`ت([^ا]ا${C}${C})`, '1'),
  pattern('ت((?:ست|ن[^اويه]|[^اويه]ت).{2,4})', 'ا1'),
]

function pattern(shape: string, ...becomes: string[]): Pattern {
  return { shape: new RegExp(`^${shape}$`), becomes }
}

function shapes(word: string, patterns: Pattern[]): string[] {
  const forms: string[] = []
  for (const { shape, becomes } of patterns) {
    const found = shape.exec(word)
    if (found === null) continue
    for (const form of becomes) {
      forms.push(form.replace(/\d/g, (digit) => found[Number(digit)] ?? ''))
    }
  }
  return forms
}
