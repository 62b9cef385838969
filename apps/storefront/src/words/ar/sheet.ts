import type { Catalog } from '../catalog.ts';

export const words: Catalog<'sheet'> = {
  'sheet.close': 'إغلاق',
  'sheet.back': 'رجوع',
  'cart.empty': 'سلتك فارغة',
  'cart.browse': 'ألقِ نظرة',
  'cart.removeShort': 'إزالة',
  'checkout.title': 'إتمام الشراء',
  'problem.offline': 'تعذر الوصول إلى المتجر. تحقق من الاتصال وحاول مرة أخرى.',
  'waitlist.title': 'قائمة الانتظار',
  'waitlist.heldFor': 'محجوز لك لمدة {time}',
  'order.card': '{brand} المنتهية بـ {last4}',
  'order.yourCard': 'بطاقتك',
};
