import { BidiText } from '../render/bidi-text.tsx'

/** One text in Arabic and English, for pages that partners in other countries read too. */
export interface BothLanguages {
  ar: string
  en: string
}

export function InBothLanguages({ ar, en }: BothLanguages) {
  return (
    <>
      <p lang="ar" dir="rtl">
        <BidiText text={ar} />
      </p>
      <p lang="en" dir="ltr">
        {en}
      </p>
    </>
  )
}
