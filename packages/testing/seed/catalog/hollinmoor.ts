import { body, grid, single, type Choice, type SeedProduct } from './seed-product.ts';

const BRAND = 'Hollinmoor';
const CREAM: Choice = ['Cream', 'CRE'];
const PINE: Choice = ['Pine', 'PIN'];
const RUST: Choice = ['Rust', 'RUS'];
const SLATE: Choice = ['Slate', 'SLA'];
const MUSTARD: Choice = ['Mustard', 'MUS'];
const SIZES: readonly Choice[] = [
  ['S', 'S'],
  ['M', 'M'],
  ['L', 'L'],
  ['XL', 'XL'],
];

const COLOR_NAMES: Readonly<Record<string, string>> = {
  CRE: 'cream',
  PIN: 'pine',
  RUS: 'rust',
  SLA: 'slate',
  MUS: 'mustard',
};
const inColor = (name: string, code: string | undefined) => `${name}-${COLOR_NAMES[code ?? ''] ?? 'cream'}`;

export const hollinmoor: readonly SeedProduct[] = [
  {
    handle: 'harvest-sweater',
    title: 'Harvest Sweater',
    brand: BRAND,
    type: 'Knitwear',
    tags: ['sweater', 'wool', 'knit', 'bestseller', 'unisex'],
    body: body(
      [
        'A fisherman knit for people who have never caught a fish. Two cables run up the front, the collar stands against the wind, and the cuffs are long enough to fold back twice.',
        'Knitted in Ardara from the wool of sheep you can see from the mill window, undyed or dyed in the yarn.',
      ],
      ['100% Irish wool, five gauge', 'Unisex: take your usual size for a relaxed fit', 'Hand wash cool, dry flat'],
    ),
    seo: {
      title: 'Harvest Sweater – Irish wool cable knit | Hollinmoor',
      description: 'A relaxed unisex cable sweater in 100% Irish wool, knitted in Donegal. Four sizes, three colors.',
    },
    googleCategory: 'Apparel & Accessories > Clothing > Shirts & Tops > Sweaters',
    stockedBy: 'harbor',
    options: ['Color', 'Size'],
    variants: grid('HM-SWE', [[CREAM, PINE, RUST], SIZES], ([color], i) => ({
      price: '138.00',
      compareAt: color === 'RUS' ? '158.00' : undefined,
      grams: 820,
      quantity: [8, 14, 12, 6, 7, 11, 10, 5, 6, 9, 8, 4][i] ?? 6,
      image: inColor('harvest-sweater', color),
    })),
    images: [
      { name: 'harvest-sweater-cream', alt: 'Cream cable sweater on a wooden hanger' },
      { name: 'harvest-sweater-pine', alt: 'Pine green cable sweater on a wooden hanger' },
      { name: 'harvest-sweater-rust', alt: 'Rust cable sweater on a wooden hanger' },
      { name: 'harvest-sweater-stack', alt: 'Three Harvest Sweaters folded in a stack' },
    ],
  },
  {
    handle: 'hearth-cardigan',
    title: 'Hearth Cardigan',
    brand: BRAND,
    type: 'Knitwear',
    tags: ['cardigan', 'wool', 'knit', 'unisex'],
    body: body(
      [
        'The one that lives on the back of the chair. Moss stitch, two deep pockets, five horn buttons, and sleeves set low so that it goes over anything.',
      ],
      ['90% wool, 10% cashmere', 'Buttons of natural horn', 'Hand wash cool, dry flat'],
    ),
    seo: {
      title: 'Hearth Cardigan in wool and cashmere | Hollinmoor',
      description: 'Moss-stitch cardigan with deep pockets and horn buttons, in slate or mustard.',
    },
    googleCategory: 'Apparel & Accessories > Clothing > Shirts & Tops > Cardigans',
    stockedBy: 'harbor',
    options: ['Color', 'Size'],
    variants: grid('HM-CAR', [[SLATE, MUSTARD], SIZES.slice(0, 3)], ([color], i) => ({
      price: '156.00',
      grams: 760,
      quantity: [7, 10, 8, 5, 6, 0][i] ?? 5,
      image: inColor('hearth-cardigan', color),
    })),
    images: [
      { name: 'hearth-cardigan-slate', alt: 'Slate cardigan with horn buttons on a hanger' },
      { name: 'hearth-cardigan-mustard', alt: 'Mustard cardigan with horn buttons on a hanger' },
    ],
  },
  {
    handle: 'watch-cap',
    title: 'Watch Cap Beanie',
    brand: BRAND,
    type: 'Hats & Scarves',
    tags: ['beanie', 'wool', 'knit', 'gift', 'bestseller'],
    body: body(
      [
        'A short, ribbed cap that sits above the ears or, folded down once, over them. Knitted in the round, so there is no seam to find with your forehead.',
      ],
      ['100% merino', 'One size, stretches 54–62 cm', 'Machine wash, wool cycle'],
    ),
    seo: {
      title: 'Watch Cap – merino beanie | Hollinmoor',
      description: 'A seamless ribbed merino beanie in four colors.',
    },
    googleCategory: 'Apparel & Accessories > Clothing Accessories > Hats',
    stockedBy: 'both',
    options: ['Color'],
    variants: grid('HM-CAP', [[MUSTARD, PINE, RUST, SLATE]], ([color], i) => ({
      price: '34.00',
      grams: 90,
      quantity: [40, 32, 26, 30][i] ?? 20,
      image: inColor('watch-cap', color),
    })),
    images: [
      { name: 'watch-cap-mustard', alt: 'Mustard ribbed beanie' },
      { name: 'watch-cap-pine', alt: 'Pine green ribbed beanie' },
      { name: 'watch-cap-rust', alt: 'Rust ribbed beanie' },
      { name: 'watch-cap-slate', alt: 'Slate ribbed beanie' },
    ],
  },
  {
    handle: 'lambswool-scarf',
    title: 'Lambswool Scarf',
    brand: BRAND,
    type: 'Hats & Scarves',
    tags: ['scarf', 'wool', 'woven', 'gift'],
    body: body(
      [
        'Woven, washed in soft water, and brushed with thistles, the old way and still the best. Long enough to go round twice and tie.',
      ],
      ['100% lambswool', '190 × 32 cm, hand-knotted fringe', 'Hand wash cool'],
    ),
    seo: {
      title: 'Lambswool Scarf with fringe | Hollinmoor',
      description: 'Soft brushed lambswool scarf, 190 cm, in three woven stripes.',
    },
    googleCategory: 'Apparel & Accessories > Clothing Accessories > Scarves & Shawls',
    stockedBy: 'harbor',
    options: ['Color'],
    variants: grid('HM-SCA', [[RUST, PINE, CREAM]], ([color], i) => ({
      price: '62.00',
      grams: 230,
      quantity: [18, 20, 15][i] ?? 12,
      image: inColor('lambswool-scarf', color),
    })),
    images: [
      { name: 'lambswool-scarf-rust', alt: 'Rust striped lambswool scarf hanging from a peg' },
      { name: 'lambswool-scarf-pine', alt: 'Pine striped lambswool scarf hanging from a peg' },
      { name: 'lambswool-scarf-cream', alt: 'Cream striped lambswool scarf hanging from a peg' },
    ],
  },
  {
    handle: 'long-walk-socks',
    title: 'Long Walk Socks',
    brand: BRAND,
    type: 'Socks & Slippers',
    tags: ['socks', 'wool', 'hiking', 'gift', 'small things'],
    body: body(
      [
        'Cushioned under heel and toe, thin over the arch, with a cuff that stays up without leaving its name on your shin. Good in boots, better in front of a fire.',
      ],
      ['70% merino, 28% nylon, 2% elastane', 'Machine wash 30 °C'],
    ),
    seo: {
      title: 'Long Walk Socks – cushioned merino | Hollinmoor',
      description: 'Cushioned merino hiking socks in two sizes and three colors.',
    },
    googleCategory: 'Apparel & Accessories > Clothing > Underwear & Socks > Socks',
    stockedBy: 'both',
    options: ['Color', 'Size'],
    variants: grid(
      'HM-SOC',
      [
        [RUST, PINE, SLATE],
        [
          ['36–40', '36'],
          ['41–45', '41'],
        ],
      ],
      ([color], i) => ({
        price: '18.00',
        grams: 110,
        quantity: [36, 40, 30, 34, 28, 32][i] ?? 20,
        image: inColor('long-walk-socks', color),
      }),
    ),
    images: [
      { name: 'long-walk-socks-rust', alt: 'Pair of rust wool socks with cream heel and toe' },
      { name: 'long-walk-socks-pine', alt: 'Pair of pine wool socks with cream heel and toe' },
      { name: 'long-walk-socks-slate', alt: 'Pair of slate wool socks with cream heel and toe' },
    ],
  },
  {
    handle: 'bothy-blanket',
    title: 'Bothy Blanket',
    brand: BRAND,
    type: 'Home Textiles',
    tags: ['blanket', 'wool', 'woven', 'home', 'bestseller'],
    body: body(
      [
        'Named after the huts where walkers wait out the rain. A heavy twill check with a hand-twisted fringe, wide enough for two on a sofa and tough enough for one in a field.',
      ],
      ['100% wool, woven in Donegal', '140 × 190 cm, 1.3 kg', 'Air often, dry clean rarely'],
    ),
    seo: {
      title: 'Bothy Blanket – Donegal wool check | Hollinmoor',
      description: 'A heavy pure wool check blanket, 140 × 190 cm, woven in Donegal.',
    },
    googleCategory: 'Home & Garden > Linens & Bedding > Bedding > Blankets',
    stockedBy: 'harbor',
    options: ['Color'],
    variants: grid('HM-BLA', [[PINE, RUST, SLATE]], ([color], i) => ({
      price: '149.00',
      compareAt: color === 'SLA' ? '169.00' : undefined,
      grams: 1300,
      quantity: [12, 10, 9][i] ?? 8,
      image: inColor('bothy-blanket', color),
    })),
    images: [
      { name: 'bothy-blanket-pine', alt: 'Folded pine check wool blanket with fringe' },
      { name: 'bothy-blanket-rust', alt: 'Folded rust check wool blanket with fringe' },
      { name: 'bothy-blanket-slate', alt: 'Folded slate check wool blanket with fringe' },
    ],
  },
  {
    handle: 'string-mittens',
    title: 'Mittens on a String',
    brand: BRAND,
    type: 'Hats & Scarves',
    tags: ['mittens', 'wool', 'knit', 'gift'],
    body: body(
      [
        'Grown-up mittens with the string children get to keep. Lined with fleece, thumbed for real thumbs, and impossible to leave on a train.',
      ],
      ['Wool outside, recycled fleece inside', 'String buttons off', 'Hand wash cool'],
    ),
    seo: {
      title: 'Mittens on a String | Hollinmoor',
      description: 'Fleece-lined wool mittens joined by a removable string.',
    },
    googleCategory: 'Apparel & Accessories > Clothing Accessories > Gloves & Mittens',
    stockedBy: 'harbor',
    options: ['Color', 'Size'],
    variants: grid(
      'HM-MIT',
      [
        [RUST, CREAM],
        [
          ['S/M', 'SM'],
          ['L/XL', 'LX'],
        ],
      ],
      ([color], i) => ({
        price: '38.00',
        grams: 120,
        quantity: [16, 14, 12, 10][i] ?? 8,
        image: inColor('string-mittens', color),
      }),
    ),
    images: [
      { name: 'string-mittens-rust', alt: 'Pair of rust mittens joined by a string' },
      { name: 'string-mittens-cream', alt: 'Pair of cream mittens joined by a string' },
    ],
  },
  {
    handle: 'market-rolltop',
    title: 'Market Rolltop Backpack',
    brand: BRAND,
    type: 'Bags',
    tags: ['backpack', 'waxed canvas', 'outdoor', 'bag'],
    body: body(
      [
        'Waxed cotton, one big compartment, one flat pocket for the things you need before you get home. Rolls down for bread and up for leeks.',
      ],
      ['Waxed cotton canvas, bridle leather straps', '18–24 l, fits a 15-inch laptop', 'Re-wax once a year'],
    ),
    seo: {
      title: 'Market Rolltop – waxed canvas backpack | Hollinmoor',
      description: 'A waxed cotton rolltop backpack with leather straps, 18 to 24 liters.',
    },
    googleCategory: 'Luggage & Bags > Backpacks',
    stockedBy: 'harbor',
    options: ['Color'],
    variants: grid('HM-PAC', [[MUSTARD, PINE, SLATE]], ([color], i) => ({
      price: '128.00',
      grams: 1050,
      quantity: [13, 15, 11][i] ?? 8,
      image: inColor('market-rolltop', color),
    })),
    images: [
      { name: 'market-rolltop-mustard', alt: 'Mustard waxed canvas rolltop backpack with leather straps' },
      { name: 'market-rolltop-pine', alt: 'Pine waxed canvas rolltop backpack with leather straps' },
      { name: 'market-rolltop-slate', alt: 'Slate waxed canvas rolltop backpack with leather straps' },
    ],
  },
  {
    handle: 'pier-tote',
    title: 'Pier Tote',
    brand: BRAND,
    type: 'Bags',
    tags: ['tote', 'canvas', 'bag', 'gift'],
    body: body(
      [
        'Heavy canvas with a dipped base, as if it had been set down in the tide. Handles long enough for a shoulder in a winter coat.',
      ],
      ['18 oz cotton canvas', '42 × 38 × 14 cm', 'Spot clean'],
    ),
    seo: {
      title: 'Pier Tote in heavy canvas | Hollinmoor',
      description: 'Heavy cotton canvas tote with a dipped base, in pine or rust.',
    },
    googleCategory: 'Luggage & Bags > Shopping Totes',
    stockedBy: 'both',
    options: ['Color'],
    variants: grid('HM-TOT', [[PINE, RUST]], ([color], i) => ({
      price: '48.00',
      grams: 420,
      quantity: i === 0 ? 24 : 20,
      image: inColor('pier-tote', color),
    })),
    images: [
      { name: 'pier-tote-pine', alt: 'Canvas tote with pine base, bread and leeks looking out' },
      { name: 'pier-tote-rust', alt: 'Canvas tote with rust base and flowers looking out' },
    ],
  },
  {
    handle: 'trail-bottle',
    title: 'Trail Bottle',
    brand: BRAND,
    type: 'Outdoor',
    tags: ['bottle', 'insulated', 'outdoor', 'steel'],
    body: body(
      [
        'Double-walled steel with an oak-faced lid. Tea is still tea after eight hours on a hill; water is still cold after a day in a car.',
      ],
      ['Hot 12 h, cold 24 h', '500 ml or 750 ml', 'Powder-coated steel, lid faced with oak'],
    ),
    seo: {
      title: 'Trail Bottle – insulated steel | Hollinmoor',
      description: 'Double-walled steel bottle with an oak lid in two sizes and three colors.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Food & Beverage Carriers > Water Bottles',
    stockedBy: 'both',
    options: ['Color', 'Size'],
    variants: grid(
      'HM-BOT',
      [
        [PINE, CREAM, RUST],
        [
          ['500 ml', '500'],
          ['750 ml', '750'],
        ],
      ],
      ([color, size], i) => ({
        price: size === '750' ? '39.00' : '32.00',
        grams: size === '750' ? 410 : 330,
        quantity: [30, 24, 26, 20, 22, 18][i] ?? 16,
        image: inColor('trail-bottle', color),
      }),
    ),
    images: [
      { name: 'trail-bottle-pine', alt: 'Pine insulated bottle with oak lid on a stone' },
      { name: 'trail-bottle-cream', alt: 'Cream insulated bottle with oak lid on a stone' },
      { name: 'trail-bottle-rust', alt: 'Rust insulated bottle with oak lid on a stone' },
    ],
  },
  {
    handle: 'camp-mug',
    title: 'Enamel Camp Mug',
    brand: BRAND,
    type: 'Outdoor',
    tags: ['mug', 'enamel', 'outdoor', 'gift', 'small things'],
    body: body(
      [
        'Goes from fire to table to the bottom of the bag. The chips it will get are called character, and we do not charge extra.',
      ],
      ['Enamel on steel', '380 ml', 'Fine on open fire and induction; not for microwaves'],
    ),
    seo: {
      title: 'Enamel Camp Mug, 380 ml | Hollinmoor',
      description: 'A tough enamel mug for fires, hobs and desks, in three colors.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Drinkware > Mugs',
    stockedBy: 'both',
    options: ['Color'],
    variants: grid('HM-ENA', [[CREAM, PINE, RUST]], ([color], i) => ({
      price: '16.00',
      grams: 160,
      quantity: [48, 40, 36][i] ?? 20,
      image: inColor('camp-mug', color),
    })),
    images: [
      { name: 'camp-mug-cream', alt: 'Cream enamel mug with dark rim, steaming' },
      { name: 'camp-mug-pine', alt: 'Pine enamel mug with dark rim, steaming' },
      { name: 'camp-mug-rust', alt: 'Rust enamel mug with dark rim, steaming' },
    ],
  },
  {
    handle: 'porch-lantern',
    title: 'Porch Lantern',
    brand: BRAND,
    type: 'Outdoor',
    tags: ['lantern', 'outdoor', 'light'],
    body: body(
      [
        'A rechargeable lantern with a warm filament and a dimmer in the base. Hang it in a tent or stand it on a wall; it glows for one long evening or ten short ones.',
      ],
      ['6 to 60 hours by brightness', 'USB-C, IPX4', 'Powder-coated steel, glass chimney'],
    ),
    seo: {
      title: 'Porch Lantern, rechargeable | Hollinmoor',
      description: 'A dimmable rechargeable lantern with a glass chimney for tents, porches and tables.',
    },
    googleCategory: 'Hardware > Tools > Flashlights & Headlamps > Lanterns',
    stockedBy: 'harbor',
    options: [],
    variants: single('HM-LANTERN', { price: '74.00', compareAt: '84.00', grams: 690, quantity: 14 }),
    images: [{ name: 'porch-lantern', alt: 'Dark green lantern glowing in the evening' }],
  },
  {
    handle: 'fireside-cushion',
    title: 'Fireside Cushion',
    brand: BRAND,
    type: 'Home Textiles',
    tags: ['cushion', 'wool', 'home'],
    body: body(
      [
        'Cut from the same cloth as our blankets, backed with linen, filled with wool instead of foam. It plumps up when you have forgotten it.',
      ],
      ['45 × 45 cm, filling included', 'Wool front, linen back, hidden zip', 'Cover dry clean'],
    ),
    seo: {
      title: 'Fireside Cushion in wool check | Hollinmoor',
      description: 'A wool-filled check cushion, 45 × 45 cm, in rust or pine.',
    },
    googleCategory: 'Home & Garden > Decor > Throw Pillows',
    stockedBy: 'harbor',
    options: ['Color'],
    variants: grid('HM-CUS', [[RUST, PINE]], ([color], i) => ({
      price: '68.00',
      grams: 780,
      quantity: i === 0 ? 12 : 14,
      image: inColor('fireside-cushion', color),
    })),
    images: [
      { name: 'fireside-cushion-rust', alt: 'Rust check cushion on a bench' },
      { name: 'fireside-cushion-pine', alt: 'Pine check cushion on a bench' },
    ],
  },
  {
    handle: 'felt-slippers',
    title: 'Felt Slippers',
    brand: BRAND,
    type: 'Socks & Slippers',
    tags: ['slippers', 'felt', 'home'],
    body: body(
      [
        'One piece of thick felt, folded and stitched to a rubber sole, so the dash out for the post is no longer a decision.',
      ],
      ['Pure wool felt, natural rubber sole', 'Half sizes: take the smaller', 'Brush clean'],
    ),
    seo: {
      title: 'Felt Slippers with rubber sole | Hollinmoor',
      description: 'Warm wool felt slippers with a rubber sole, sizes 37 to 44.',
    },
    googleCategory: 'Apparel & Accessories > Shoes',
    stockedBy: 'both',
    options: ['Color', 'Size'],
    variants: grid(
      'HM-SLI',
      [
        [SLATE, RUST],
        [
          ['37–38', '37'],
          ['39–40', '39'],
          ['41–42', '41'],
          ['43–44', '43'],
        ],
      ],
      ([color], i) => ({
        price: '59.00',
        grams: 480,
        quantity: [10, 12, 14, 8, 9, 11, 10, 6][i] ?? 8,
        image: inColor('felt-slippers', color),
      }),
    ),
    images: [
      { name: 'felt-slippers-slate', alt: 'Pair of slate felt slippers on floorboards' },
      { name: 'felt-slippers-rust', alt: 'Pair of rust felt slippers on floorboards' },
    ],
  },
  {
    handle: 'mending-kit',
    title: 'Mending Kit',
    brand: BRAND,
    type: 'Home Textiles',
    tags: ['mending', 'wool', 'gift', 'small things'],
    body: body(
      [
        'Everything a loved sweater needs in its second decade: five yarns from our own dye pots, two needles, a wooden darning mushroom and a card that shows how.',
      ],
      ['Five yarns, 20 m each', 'Beech darning mushroom', 'In a cotton pouch'],
    ),
    seo: {
      title: 'Mending Kit for knitwear | Hollinmoor',
      description: 'Yarns, needles and a beech darning mushroom to mend what you love.',
    },
    googleCategory: 'Arts & Entertainment > Hobbies & Creative Arts > Arts & Crafts > Art & Crafting Tools',
    stockedBy: 'harbor',
    options: [],
    variants: single('HM-MEND', { price: '27.00', grams: 240, quantity: 21 }),
    images: [{ name: 'mending-kit', alt: 'Balls of colored yarn around a wooden darning mushroom' }],
  },
];
