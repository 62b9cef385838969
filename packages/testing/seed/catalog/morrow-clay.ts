import { body, grid, single, type Choice, type SeedProduct } from './seed-product.ts';

const BRAND = 'Morrow Clay';
const OAT: Choice = ['Oat', 'OAT'];
const TERRACOTTA: Choice = ['Terracotta', 'TER'];
const INK: Choice = ['Ink Blue', 'INK'];
const MOSS: Choice = ['Moss', 'MOS'];
const CARE = 'Dishwasher and microwave safe';

const byGlaze = (name: string) => (code: string | undefined) =>
  `${name}-${{ OAT: 'oat', TER: 'terracotta', INK: 'ink', MOS: 'moss' }[code ?? ''] ?? 'oat'}`;

export const morrowClay: readonly SeedProduct[] = [
  {
    handle: 'morning-mug',
    title: 'Morning Mug',
    brand: BRAND,
    type: 'Mugs & Cups',
    tags: ['stoneware', 'mug', 'breakfast', 'bestseller', 'gift'],
    body: body(
      [
        'The first thing we ever threw, and still the one we throw most. A thin rim to drink from, a wide handle that takes four fingers, and a bare foot that shows the clay.',
        'Each mug is turned by hand on the wheel in Porto, so no two glazes break over the shoulder in quite the same line.',
      ],
      ['Wheel-thrown stoneware', '250 ml for a flat white, 350 ml for a long morning', CARE],
    ),
    seo: {
      title: 'Morning Mug – hand-thrown stoneware | Morrow Clay',
      description: 'A hand-thrown stoneware mug with a thin rim and a generous handle, in three glazes and two sizes.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Drinkware > Mugs',
    stockedBy: 'northwind',
    options: ['Glaze', 'Size'],
    variants: grid(
      'MC-MUG',
      [
        [OAT, TERRACOTTA, INK],
        [
          ['250 ml', '250'],
          ['350 ml', '350'],
        ],
      ],
      ([glaze, size], i) => ({
        price: size === '350' ? '28.00' : '24.00',
        grams: size === '350' ? 390 : 310,
        quantity: [24, 36, 18, 28, 14, 22][i] ?? 12,
        image: byGlaze('morning-mug')(glaze),
      }),
    ),
    images: [
      { name: 'morning-mug-oat', alt: 'Oat-glazed stoneware mug steaming on a wooden table in morning light' },
      { name: 'morning-mug-terracotta', alt: 'Terracotta-glazed stoneware mug with a bare clay foot' },
      { name: 'morning-mug-ink', alt: 'Ink blue stoneware mug on a pale linen cloth' },
      { name: 'morning-mug-family', alt: 'Three Morning Mugs in oat, terracotta and ink blue side by side' },
    ],
  },
  {
    handle: 'espresso-cup-pair',
    title: 'Espresso Cup Pair',
    brand: BRAND,
    type: 'Mugs & Cups',
    tags: ['stoneware', 'espresso', 'cup', 'gift', 'set'],
    body: body(
      [
        'Two small cups without handles, thick enough to keep a short coffee hot and slim enough to hold between finger and thumb. They nest, so the pair takes the room of one.',
      ],
      ['Set of two', '80 ml each', 'Stoneware, glazed inside and to the waist outside', CARE],
    ),
    seo: {
      title: 'Espresso Cup Pair | Morrow Clay',
      description: 'Two nesting handleless stoneware espresso cups, 80 ml each, in oat or moss.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Drinkware > Coffee & Tea Cups',
    stockedBy: 'both',
    options: ['Glaze'],
    variants: grid('MC-ESP', [[OAT, MOSS]], ([glaze], i) => ({
      price: '26.00',
      grams: 320,
      quantity: i === 0 ? 30 : 20,
      image: byGlaze('espresso-cup-pair')(glaze),
    })),
    images: [
      { name: 'espresso-cup-pair-oat', alt: 'Two oat espresso cups, one leaning in the other' },
      { name: 'espresso-cup-pair-moss', alt: 'Two moss green espresso cups on a round tray' },
    ],
  },
  {
    handle: 'everyday-plate',
    title: 'Everyday Plate',
    brand: BRAND,
    type: 'Plates & Bowls',
    tags: ['stoneware', 'plate', 'dinner', 'bestseller'],
    body: body(
      [
        'A flat, honest plate with a low raised lip that keeps the sauce where you put it. It stacks without a rattle and looks as right under toast as under a Sunday roast.',
      ],
      ['Stoneware', '21 cm for breakfast, 27 cm for dinner', 'Unglazed foot ring, sanded smooth', CARE],
    ),
    seo: {
      title: 'Everyday Plate in stoneware | Morrow Clay',
      description: 'Low-lipped stoneware plate in two sizes and three glazes that stacks quietly and wears well.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Dinnerware > Plates',
    stockedBy: 'northwind',
    options: ['Glaze', 'Size'],
    variants: grid(
      'MC-PLT',
      [
        [OAT, MOSS, INK],
        [
          ['21 cm', '21'],
          ['27 cm', '27'],
        ],
      ],
      ([glaze, size], i) => ({
        price: size === '27' ? '32.00' : '24.00',
        grams: size === '27' ? 780 : 480,
        quantity: [40, 48, 26, 30, 20, 24][i] ?? 12,
        image: byGlaze('everyday-plate')(glaze),
      }),
    ),
    images: [
      { name: 'everyday-plate-oat', alt: 'Oat stoneware plate seen from above with linen and fork' },
      { name: 'everyday-plate-moss', alt: 'Moss green stoneware plate with a sprig of olive' },
      { name: 'everyday-plate-ink', alt: 'Ink blue stoneware plate with slices of orange' },
    ],
  },
  {
    handle: 'supper-bowl',
    title: 'Supper Bowl',
    brand: BRAND,
    type: 'Plates & Bowls',
    tags: ['stoneware', 'bowl', 'pasta', 'dinner'],
    body: body(
      [
        'Somewhere between a plate and a bowl: wide enough for pasta, deep enough for soup. The rim is turned outward so it can be carried hot.',
      ],
      ['Stoneware', '23 cm across, 5 cm deep, 700 ml', 'Oven safe to 220 °C', CARE],
    ),
    seo: {
      title: 'Supper Bowl – wide pasta bowl | Morrow Clay',
      description: 'A wide, shallow stoneware bowl for pasta, soup and everything between.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Dinnerware > Bowls',
    stockedBy: 'both',
    options: ['Glaze'],
    variants: grid('MC-SUP', [[OAT, TERRACOTTA, INK]], ([glaze], i) => ({
      price: '34.00',
      compareAt: glaze === 'TER' ? '39.00' : undefined,
      grams: 720,
      quantity: [32, 18, 24][i] ?? 12,
      image: byGlaze('supper-bowl')(glaze),
    })),
    images: [
      { name: 'supper-bowl-oat', alt: 'Wide oat stoneware bowl filled with tomatoes' },
      { name: 'supper-bowl-terracotta', alt: 'Terracotta supper bowl on a folded napkin' },
      { name: 'supper-bowl-ink', alt: 'Ink blue supper bowl filled with lemons' },
    ],
  },
  {
    handle: 'porridge-bowl',
    title: 'Porridge Bowl',
    brand: BRAND,
    type: 'Plates & Bowls',
    tags: ['stoneware', 'bowl', 'breakfast'],
    body: body(
      ['A deep, round-bellied bowl made to be held in both hands. The speckle comes from iron in the clay itself.'],
      ['Speckled stoneware', '14 cm across, 450 ml', CARE],
    ),
    seo: {
      title: 'Porridge Bowl | Morrow Clay',
      description: 'Deep speckled stoneware breakfast bowl, 450 ml, in oat, moss or terracotta.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Dinnerware > Bowls',
    stockedBy: 'northwind',
    options: ['Glaze'],
    variants: grid('MC-POR', [[OAT, MOSS, TERRACOTTA]], ([glaze], i) => ({
      price: '22.00',
      grams: 410,
      quantity: [44, 28, 20][i] ?? 12,
      image: byGlaze('porridge-bowl')(glaze),
    })),
    images: [
      { name: 'porridge-bowl-oat', alt: 'Speckled oat bowl with a wooden spoon resting on its rim' },
      { name: 'porridge-bowl-moss', alt: 'Moss green breakfast bowl in side light' },
      { name: 'porridge-bowl-terracotta', alt: 'Terracotta breakfast bowl on a linen cloth' },
    ],
  },
  {
    handle: 'moonrise-platter',
    title: 'Moonrise Platter',
    brand: BRAND,
    type: 'Serving',
    tags: ['stoneware', 'platter', 'serving', 'limited'],
    body: body(
      [
        'A large round platter dipped once, off center, so that a pale crescent rises over the dark half. Fired in one kiln load of twenty each season, and no two crescents agree.',
      ],
      ['Limited: one firing a season', '34 cm across', 'Stoneware, hand wash advised'],
    ),
    seo: {
      title: 'Moonrise Platter – limited firing | Morrow Clay',
      description: 'A 34 cm dipped stoneware platter with a pale crescent, fired twenty at a time.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Serveware > Serving Platters',
    stockedBy: 'northwind',
    options: [],
    variants: single('MC-MOON-34', { price: '96.00', grams: 1650, quantity: 0 }),
    images: [
      { name: 'moonrise-platter', alt: 'Large round platter glazed half ink blue, half cream like a crescent moon' },
    ],
  },
  {
    handle: 'slow-teapot',
    title: 'Slow Teapot',
    brand: BRAND,
    type: 'Tea & Coffee',
    tags: ['stoneware', 'teapot', 'tea', 'gift'],
    body: body(
      [
        'A round pot with a spout that does not drip, tested two hundred times before we let it out of the studio. The lid locks with a quarter turn; the cane handle stays cool.',
      ],
      ['900 ml, three good cups', 'Built-in clay strainer', 'Handle of bent cane, replaceable', 'Hand wash'],
    ),
    seo: {
      title: 'Slow Teapot, 900 ml | Morrow Clay',
      description: 'Drip-free stoneware teapot with a locking lid, clay strainer and cane handle.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Coffee Servers & Tea Pots',
    stockedBy: 'northwind',
    options: ['Glaze'],
    variants: grid('MC-TEA', [[MOSS, OAT]], ([glaze], i) => ({
      price: '88.00',
      grams: 1150,
      quantity: i === 0 ? 9 : 12,
      image: byGlaze('slow-teapot')(glaze),
    })),
    images: [
      { name: 'slow-teapot-moss', alt: 'Round moss green teapot with a bent cane handle' },
      { name: 'slow-teapot-oat', alt: 'Oat teapot with a cane handle beside a small cup' },
    ],
  },
  {
    handle: 'bud-vase',
    title: 'Bud Vase',
    brand: BRAND,
    type: 'Vases & Objects',
    tags: ['stoneware', 'vase', 'flowers', 'gift', 'small things'],
    body: body(
      [
        'A small bottle for one stem and a short walk. The narrow neck keeps a single flower standing exactly where you leave it.',
      ],
      ['Stoneware', '14 cm tall', 'Watertight'],
    ),
    seo: {
      title: 'Bud Vase for a single stem | Morrow Clay',
      description: 'A small hand-thrown bottle vase for one stem, in three glazes.',
    },
    googleCategory: 'Home & Garden > Decor > Vases',
    stockedBy: 'both',
    options: ['Glaze'],
    variants: grid('MC-BUD', [[TERRACOTTA, OAT, MOSS]], ([glaze], i) => ({
      price: '19.00',
      grams: 260,
      quantity: [26, 34, 16][i] ?? 12,
      image: byGlaze('bud-vase')(glaze),
    })),
    images: [
      { name: 'bud-vase-terracotta', alt: 'Terracotta bud vase with one white flower' },
      { name: 'bud-vase-oat', alt: 'Oat bud vase with a dried poppy head' },
      { name: 'bud-vase-moss', alt: 'Moss green bud vase with a yellow flower' },
    ],
  },
  {
    handle: 'meadow-vase',
    title: 'Meadow Vase',
    brand: BRAND,
    type: 'Vases & Objects',
    tags: ['stoneware', 'vase', 'flowers'],
    body: body(
      [
        'Broad shoulders and a wide mouth for an armful of whatever is growing by the road. The raw outside takes on the oils of your hands over the years; the inside is glazed.',
      ],
      ['Stoneware, unglazed outside', 'Small 20 cm, large 30 cm', 'Watertight'],
    ),
    seo: {
      title: 'Meadow Vase, raw stoneware | Morrow Clay',
      description: 'Wide-mouthed raw stoneware vase for generous bunches, in two heights.',
    },
    googleCategory: 'Home & Garden > Decor > Vases',
    stockedBy: 'northwind',
    options: ['Size'],
    variants: grid(
      'MC-MEA',
      [
        [
          ['Small, 20 cm', 'S'],
          ['Large, 30 cm', 'L'],
        ],
      ],
      ([size]) => ({
        price: size === 'S' ? '54.00' : '86.00',
        grams: size === 'S' ? 1100 : 2200,
        quantity: size === 'S' ? 15 : 8,
      }),
    ),
    images: [
      { name: 'meadow-vase', alt: 'Broad raw clay vase filled with meadow grasses and small flowers' },
      { name: 'meadow-vase-pair', alt: 'Small and large Meadow Vase standing together' },
    ],
  },
  {
    handle: 'table-jug',
    title: 'Table Jug',
    brand: BRAND,
    type: 'Serving',
    tags: ['stoneware', 'jug', 'serving', 'water'],
    body: body(
      [
        'A jug that pours in one clean line and sits low enough to stay on the table among elbows. Good for water, better for lemonade, and not bad with tulips.',
      ],
      ['1.1 l', 'Stoneware', CARE],
    ),
    seo: {
      title: 'Table Jug, 1.1 l | Morrow Clay',
      description: 'A low stoneware jug with a clean pour, in terracotta or ink blue.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Serveware > Serving Pitchers & Carafes',
    stockedBy: 'northwind',
    options: ['Glaze'],
    variants: grid('MC-JUG', [[INK, TERRACOTTA]], ([glaze], i) => ({
      price: '58.00',
      grams: 980,
      quantity: i === 0 ? 11 : 14,
      image: byGlaze('table-jug')(glaze),
    })),
    images: [
      { name: 'table-jug-ink', alt: 'Ink blue stoneware jug with lemons' },
      { name: 'table-jug-terracotta', alt: 'Terracotta jug in warm side light' },
    ],
  },
  {
    handle: 'butter-bell',
    title: 'Butter Dish with Lid',
    brand: BRAND,
    type: 'Serving',
    tags: ['stoneware', 'breakfast', 'butter'],
    body: body(
      [
        'Holds a half-pound of butter under a domed lid with a knob you can grip with cold fingers. The base doubles as a small board for slicing.',
      ],
      ['Stoneware', '17 × 11 cm, takes 250 g', CARE],
    ),
    seo: {
      title: 'Butter Dish with Lid | Morrow Clay',
      description: 'Covered stoneware butter dish for 250 g of butter.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Serveware > Butter Dishes',
    stockedBy: 'both',
    options: [],
    variants: single('MC-BUTTER', { price: '42.00', compareAt: '48.00', grams: 890, quantity: 17 }),
    images: [{ name: 'butter-bell', alt: 'Cream butter dish with domed lid beside slices of bread' }],
  },
  {
    handle: 'salt-cellar',
    title: 'Salt Cellar & Spoon',
    brand: BRAND,
    type: 'Serving',
    tags: ['stoneware', 'salt', 'gift', 'small things'],
    body: body(
      [
        'A palm-sized pot with an olive-wood lid and a spoon no longer than your finger. It lives beside the stove and gets better looking there.',
      ],
      ['Stoneware and olive wood', '8 cm across', 'Pot dishwasher safe; wipe the wood'],
    ),
    seo: {
      title: 'Salt Cellar with olive-wood lid | Morrow Clay',
      description: 'Small stoneware salt pot with an olive-wood lid and spoon.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Serveware > Salt & Pepper Shakers',
    stockedBy: 'northwind',
    options: [],
    variants: single('MC-SALT', { price: '29.00', grams: 340, quantity: 23 }),
    images: [{ name: 'salt-cellar', alt: 'Small ink blue salt pot with wooden lid and spoon' }],
  },
  {
    handle: 'dusk-candle',
    title: 'Dusk Candle',
    brand: BRAND,
    type: 'Candles & Light',
    tags: ['candle', 'soy wax', 'scent', 'gift'],
    body: body(
      [
        'Soy wax poured into one of our own tumblers. When it has burned down, wash the tumbler with hot water and keep it for water, pencils or wild flowers.',
      ],
      ['Soy wax, cotton wick', '220 g, about 45 hours', 'Poured by hand in small batches'],
    ),
    seo: {
      title: 'Dusk Candle in stoneware | Morrow Clay',
      description: 'Soy candle in a reusable stoneware tumbler, 45 hours, in three scents.',
    },
    googleCategory: 'Home & Garden > Decor > Home Fragrances > Candles',
    stockedBy: 'both',
    options: ['Scent'],
    variants: grid(
      'MC-CAN',
      [
        [
          ['Fig & Cedar', 'FIG'],
          ['Sea Salt', 'SEA'],
          ['Orange Peel', 'ORA'],
        ],
      ],
      ([scent], i) => ({
        price: '36.00',
        grams: 520,
        quantity: [28, 22, 19][i] ?? 12,
        image: `dusk-candle-${{ FIG: 'fig', SEA: 'sea', ORA: 'orange' }[scent ?? ''] ?? 'fig'}`,
      }),
    ),
    images: [
      { name: 'dusk-candle-fig', alt: 'Lit candle in a moss green tumbler at dusk' },
      { name: 'dusk-candle-sea', alt: 'Lit candle in a pale blue tumbler' },
      { name: 'dusk-candle-orange', alt: 'Lit candle in a terracotta tumbler with orange peel' },
    ],
  },
  {
    handle: 'candlestick-trio',
    title: 'Candlestick Trio',
    brand: BRAND,
    type: 'Candles & Light',
    tags: ['candlestick', 'table', 'set', 'gift'],
    body: body(
      [
        'Three turned candlesticks of three heights, glazed in one bath so they share a color but not a shadow. They take ordinary dinner candles.',
      ],
      ['Set of three: 8, 13 and 18 cm', 'Fits 22 mm candles', 'Candles not included'],
    ),
    seo: {
      title: 'Candlestick Trio | Morrow Clay',
      description: 'Three stoneware candlesticks in descending heights for the long table.',
    },
    googleCategory: 'Home & Garden > Decor > Home Decor Accents > Candle Holders',
    stockedBy: 'northwind',
    options: [],
    variants: single('MC-STICK-3', { price: '64.00', compareAt: '72.00', grams: 1240, quantity: 10 }),
    images: [{ name: 'candlestick-trio', alt: 'Three terracotta candlesticks of different heights with lit candles' }],
  },
  {
    handle: 'herb-planter',
    title: 'Herb Planter',
    brand: BRAND,
    type: 'Vases & Objects',
    tags: ['planter', 'herbs', 'kitchen', 'terracotta'],
    body: body(
      [
        'Porous terracotta that breathes, a saucer that holds a day of water, and a rim wide enough to lift with one hand. Your basil may yet see August.',
      ],
      ['With saucer and drainage hole', '12, 15 or 19 cm across', 'Frost proof to −5 °C'],
    ),
    seo: {
      title: 'Herb Planter with saucer | Morrow Clay',
      description: 'Breathing clay planter with saucer in three sizes and two finishes.',
    },
    googleCategory: 'Home & Garden > Lawn & Garden > Gardening > Pots & Planters',
    stockedBy: 'harbor',
    options: ['Finish', 'Size'],
    variants: grid(
      'MC-HERB',
      [
        [
          ['Raw Terracotta', 'TER'],
          ['Oat Glaze', 'OAT'],
        ],
        [
          ['12 cm', '12'],
          ['15 cm', '15'],
          ['19 cm', '19'],
        ],
      ],
      ([finish, size], i) => ({
        price: { 12: '18.00', 15: '25.00', 19: '36.00' }[size ?? ''] ?? '25.00',
        grams: { 12: 620, 15: 980, 19: 1750 }[size ?? ''] ?? 980,
        quantity: [30, 26, 12, 22, 18, 8][i] ?? 12,
        image: byGlaze('herb-planter')(finish),
      }),
    ),
    images: [
      { name: 'herb-planter-terracotta', alt: 'Terracotta planter with saucer and a bushy basil' },
      { name: 'herb-planter-oat', alt: 'Oat-glazed planter with rosemary on a window sill' },
    ],
  },
  {
    handle: 'lantern-lamp',
    title: 'Lantern Table Lamp',
    brand: BRAND,
    type: 'Candles & Light',
    tags: ['lamp', 'stoneware', 'linen', 'studio piece'],
    body: body(
      [
        'A gourd-shaped stoneware base, thrown in two halves and joined, under a shade of natural linen. The light it gives is the color of late afternoon.',
        'Made one at a time; the last three of this clay body are here.',
      ],
      ['46 cm tall, shade 32 cm', 'E27, bulb to 40 W or LED, EU plug', 'Textile cord, 2 m, switch on the cord'],
    ),
    seo: {
      title: 'Lantern Table Lamp | Morrow Clay',
      description: 'Hand-thrown stoneware table lamp with a natural linen shade.',
    },
    googleCategory: 'Home & Garden > Lighting > Lamps > Table Lamps',
    stockedBy: 'northwind',
    options: [],
    variants: single('MC-LAMP', { price: '178.00', grams: 3400, quantity: 3 }),
    images: [
      { name: 'lantern-lamp', alt: 'Glowing table lamp with a clay gourd base and linen shade' },
      { name: 'lantern-lamp-day', alt: 'The lamp unlit on a side table by day, with two books' },
    ],
  },
];
