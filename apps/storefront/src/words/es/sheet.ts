import type { Catalog } from '../catalog.ts';

export const words: Catalog<'sheet'> = {
  'sheet.close': 'Cerrar',
  'sheet.back': 'Atrás',
  'cart.empty': 'Tu carrito está vacío',
  'cart.browse': 'Echar un vistazo',
  'cart.removeShort': 'Quitar',
  'checkout.title': 'Pagar',
  'problem.offline': 'No se puede llegar a la tienda. Comprueba la conexión e inténtalo de nuevo.',
  'waitlist.title': 'Lista de espera',
  'waitlist.heldFor': 'Es tuyo durante {time} más',
  'order.card': '{brand} terminada en {last4}',
  'order.yourCard': 'tu tarjeta',
};
