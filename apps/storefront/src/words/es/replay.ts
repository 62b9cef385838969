import type { Catalog } from '../catalog.ts';

export const words: Catalog<'replay'> = {
  'replay.title': 'Grabación',
  'replay.note': 'Los precios y las existencias son de hoy.',
  'replay.chapters': 'Capítulos de la grabación',
  'replay.chapter': '{title}, desde {time}',
  'replay.price': 'Precio de hoy',
};
