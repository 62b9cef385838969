import type { Catalog } from '../catalog.ts';

export const words: Catalog<'replay'> = {
  'replay.title': 'تسجيل العرض',
  'replay.note': 'الأسعار والكميات المتاحة هي الخاصة باليوم.',
  'replay.chapters': 'فصول التسجيل',
  'replay.chapter': '{title}، بدءًا من {time}',
  'replay.price': 'سعر اليوم',
};
