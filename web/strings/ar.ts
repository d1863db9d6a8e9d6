import type { Strings } from './strings.ts'

const plurals = new Intl.PluralRules('ar')

export const ar: Strings = {
  direction: 'rtl',
  skipToContent: 'إلى المحتوى',
  sections: 'الأقسام',
  latest: 'آخر الأخبار',
  breaking: 'عاجل',
  more: (section) => `كل أخبار ${section}`,
  older: 'أخبار أقدم',
  newest: 'إلى الأحدث',
  published: 'نُشر',
  updated: 'حُدّث',
  readingTime: (minutes) => {
    const forms: Record<Intl.LDMLPluralRule, string> = {
      zero: 'قراءة سريعة',
      one: 'دقيقة واحدة للقراءة',
      two: 'دقيقتان للقراءة',
      few: `${minutes} دقائق للقراءة`,
      many: `${minutes} دقيقة للقراءة`,
      other: `${minutes} دقيقة للقراءة`,
    }
    return forms[plurals.select(minutes)]
  },
  topics: 'موضوعات',
  share: 'شارك',
  shareOn: (network) => `شارك على ${network}`,
  networks: { whatsapp: 'واتساب', x: 'إكس', facebook: 'فيسبوك', telegram: 'تيليغرام' },
  mail: 'بريد',
  corrections: 'تصحيحات',
  correctionKinds: { correction: 'تصحيح', clarification: 'توضيح', update: 'تحديث' },
  related: 'اقرأ أيضًا',
  next: 'الخبر التالي',
  textSize: 'حجم الخط',
  textSizes: ['صغير', 'عادي', 'كبير', 'أكبر', 'الأكبر'],
  emptyFront: 'لم يُنشر شيء بعد. عُد إلينا قريبًا.',
  emptySection: 'لا أخبار في هذا القسم بعد.',
  emptyList: 'لا أخبار هنا بعد.',
  lists: { topic: 'موضوع', author: 'بقلم', day: 'أخبار يوم' },
  newestOf: (list, paper) => `${list}: أحدث ما نشرته ${paper}، خبرًا بعد خبر.`,
  archive: 'الأرشيف',
  previousDay: 'اليوم السابق',
  nextDay: 'اليوم التالي',
  opensAt: (provider) => `رابط إلى ${provider}`,
  toFront: 'إلى الصفحة الأولى',
  notFound: {
    title: 'لا شيء في هذا العنوان',
    text: 'ربما كُتب العنوان خطأً، أو لم يُنشر الخبر بعد. تجد أحدث الأخبار في الصفحة الأولى.',
  },
  gone: {
    title: 'سُحب هذا الخبر',
    text: 'كان هنا خبر ولم يعد منشورًا.',
  },
  unavailable: {
    title: 'لا نصل إلى الخبر الآن',
    text: 'العطل عندنا لا عندك. أعد المحاولة بعد نصف دقيقة.',
  },
  error: {
    title: 'حدث خطأ عندنا',
    text: 'سُجّل الخطأ. أعد المحاولة، وإن تكرر فأرسل إلينا الرقم أدناه.',
  },
  preview: 'معاينة: هذا النص لم يُنشر، ولا يراه إلا من معه الرابط إلى أن تنتهي مدته.',
  requestId: 'رقم الطلب',
  pages: { about: 'من نحن', contact: 'اتصل بنا', 'corrections-policy': 'سياسة التصحيح' },
  publishedBy: (publisher) => `تصدر عن ${publisher}`,
}
