/** What each parameter means, in Arabic, for the reference at /api. */
export const ARABIC_PARAMETERS: Record<string, string> = {
  id: 'معرّف الخبر كما يرد في القوائم',
  section: 'معرّف القسم',
  topic: 'اسم الموضوع أو معرّفه',
  author: 'اسم الكاتب أو معرّفه',
  language: 'رمز اللغة، مثل ar',
  since: 'ما نُشر في هذه اللحظة أو بعدها',
  'listUpdates.since': 'معرّف أحدث تحديث لديك: لا يُجاب إلا بما بعده',
  'listUpdates.before': 'قيمة next من الإجابة السابقة: ما هو أقدم',
  until: 'ما نُشر قبل هذه اللحظة',
  limit: 'عدد العناصر، من 1 إلى 100',
  cursor: 'قيمة next من الإجابة السابقة',
  problems: 'مع المشكلات، لمشغّل الموقع',
  q: 'ما يُبحث عنه',
  sort: 'ترتيب النتائج',
}
