import type { Catalog } from '../catalog.ts';

export const words: Catalog<'sheet'> = {
  'sheet.close': 'Schließen',
  'sheet.back': 'Zurück',
  'cart.empty': 'Dein Warenkorb ist leer',
  'cart.browse': 'Umsehen',
  'cart.removeShort': 'Entfernen',
  'checkout.title': 'Kasse',
  'problem.offline': 'Der Laden ist nicht erreichbar. Prüfe die Verbindung und versuche es noch einmal.',
  'waitlist.title': 'Warteliste',
  'waitlist.heldFor': 'Noch {time} deins',
  'order.card': '{brand} mit Endziffern {last4}',
  'order.yourCard': 'deiner Karte',
};
