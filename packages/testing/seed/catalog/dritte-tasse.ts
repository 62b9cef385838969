import { body, grid, single, type Choice, type SeedProduct } from './seed-product.ts';

const BRAND = 'Dritte Tasse';
const WHITE: Choice = ['Chalk', 'CHA'];
const BLACK: Choice = ['Matte Black', 'BLK'];
const CLAY: Choice = ['Clay', 'CLA'];
const SAGE: Choice = ['Sage', 'SAG'];
const NIGHT: Choice = ['Night Blue', 'NIG'];

const COLOR_NAMES: Readonly<Record<string, string>> = {
  CHA: 'chalk',
  BLK: 'black',
  CLA: 'clay',
  SAG: 'sage',
  NIG: 'night',
  OAK: 'oak',
  WAL: 'walnut',
};
const inColor = (name: string, code: string | undefined) => `${name}-${COLOR_NAMES[code ?? ''] ?? 'chalk'}`;

export const dritteTasse: readonly SeedProduct[] = [
  {
    handle: 'pour-over-dripper',
    title: 'Pour-Over Dripper',
    brand: BRAND,
    type: 'Brewing',
    tags: ['coffee', 'dripper', 'filter', 'bestseller', 'gift'],
    body: body(
      [
        'A porcelain cone with eight ribs that let the coffee breathe as it runs. We spent a winter on the hole at the bottom: 22 millimeters, so that the grind sets the pace and not the paper.',
      ],
      ['Porcelain, for cone filters no. 2', 'One to three cups', 'Dishwasher safe'],
    ),
    seo: {
      title: 'Pour-Over Dripper in porcelain | Dritte Tasse',
      description: 'Eight-rib porcelain pour-over cone for one to three cups, in three colors.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Kitchen Appliances > Coffee Makers & Espresso Machines',
    stockedBy: 'harbor',
    options: ['Color'],
    variants: grid('DT-DRI', [[WHITE, CLAY, NIGHT]], ([color], i) => ({
      price: '36.00',
      grams: 420,
      quantity: [34, 22, 26][i] ?? 16,
      image: inColor('pour-over-dripper', color),
    })),
    images: [
      { name: 'pour-over-dripper-chalk', alt: 'Chalk white dripper on a glass server with coffee running through' },
      { name: 'pour-over-dripper-clay', alt: 'Clay-colored dripper on a glass server' },
      { name: 'pour-over-dripper-night', alt: 'Night blue dripper on a glass server' },
    ],
  },
  {
    handle: 'swan-kettle',
    title: 'Swan Kettle',
    brand: BRAND,
    type: 'Brewing',
    tags: ['coffee', 'kettle', 'gooseneck', 'bestseller'],
    body: body(
      [
        'A gooseneck kettle for people who pour slowly. The spout starts low and narrow, so even a full kettle gives a thread of water you can steer.',
        'The thermometer in the lid is analog and needs no update.',
      ],
      ['0.9 l, brushed steel or coated', 'For gas, ceramic and induction', 'Handle of oiled walnut'],
    ),
    seo: {
      title: 'Swan Kettle – gooseneck kettle | Dritte Tasse',
      description: 'A 0.9 l gooseneck kettle with a walnut handle and lid thermometer.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Kitchen Appliances > Water Kettles',
    stockedBy: 'harbor',
    options: ['Color'],
    variants: grid('DT-KET', [[BLACK, WHITE, SAGE]], ([color], i) => ({
      price: '89.00',
      compareAt: color === 'SAG' ? '99.00' : undefined,
      grams: 860,
      quantity: [16, 14, 12][i] ?? 10,
      image: inColor('swan-kettle', color),
    })),
    images: [
      { name: 'swan-kettle-black', alt: 'Matte black gooseneck kettle with walnut handle' },
      { name: 'swan-kettle-chalk', alt: 'Chalk gooseneck kettle with walnut handle' },
      { name: 'swan-kettle-sage', alt: 'Sage gooseneck kettle with walnut handle' },
    ],
  },
  {
    handle: 'quiet-grinder',
    title: 'Quiet Hand Grinder',
    brand: BRAND,
    type: 'Brewing',
    tags: ['coffee', 'grinder', 'tool'],
    body: body(
      [
        'Thirty turns for a filter cup, and nobody wakes up. Steel burrs on two bearings, thirty-six clicks, a beech knob that fits the palm.',
      ],
      ['38 mm steel burrs', 'Holds 30 g', 'Comes apart without tools'],
    ),
    seo: {
      title: 'Quiet Hand Grinder | Dritte Tasse',
      description: 'A hand coffee grinder with 38 mm steel burrs and thirty-six settings.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Kitchen Tools & Utensils > Coffee Grinders',
    stockedBy: 'both',
    options: ['Color'],
    variants: grid('DT-GRI', [[BLACK, CLAY]], ([color], i) => ({
      price: '98.00',
      grams: 540,
      quantity: i === 0 ? 18 : 14,
      image: inColor('quiet-grinder', color),
    })),
    images: [
      { name: 'quiet-grinder-black', alt: 'Matte black hand grinder with beech knob and coffee beans' },
      { name: 'quiet-grinder-clay', alt: 'Clay-colored hand grinder with beech knob and coffee beans' },
    ],
  },
  {
    handle: 'glass-server',
    title: 'Glass Server',
    brand: BRAND,
    type: 'Brewing',
    tags: ['coffee', 'glass', 'server'],
    body: body(
      [
        'Heatproof glass blown thin enough to see the color of what you brewed and thick enough to survive the sink. A cork collar keeps your fingers off the heat.',
      ],
      ['Borosilicate glass, cork collar', '400 ml or 800 ml', 'Dishwasher safe without the collar'],
    ),
    seo: {
      title: 'Glass Server with cork collar | Dritte Tasse',
      description: 'A heatproof coffee server with a cork collar in two sizes.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Tableware > Coffee Servers & Tea Pots',
    stockedBy: 'both',
    options: ['Size'],
    variants: grid(
      'DT-SRV',
      [
        [
          ['400 ml', '400'],
          ['800 ml', '800'],
        ],
      ],
      ([size]) => ({
        price: size === '400' ? '28.00' : '36.00',
        grams: size === '400' ? 260 : 390,
        quantity: size === '400' ? 25 : 19,
      }),
    ),
    images: [{ name: 'glass-server', alt: 'Glass coffee server with cork collar half full of coffee' }],
  },
  {
    handle: 'house-roast',
    title: 'House Roast No. 3',
    brand: BRAND,
    type: 'Coffee',
    tags: ['coffee', 'beans', 'roastery', 'bestseller'],
    body: body(
      [
        'Our third try at a house coffee, and the one we stopped at: washed Guji from Ethiopia for the perfume, a natural from Minas Gerais for the chocolate. Tastes of apricot, cocoa and toast.',
        'Roasted on Tuesdays in Leipzig, shipped the same week.',
      ],
      ['Roasted to order', 'Whole bean or ground for your brewer', 'Best four to six weeks from roasting'],
    ),
    seo: {
      title: 'House Roast No. 3 – Ethiopia & Brazil | Dritte Tasse',
      description: 'Apricot, cocoa, toast: our house coffee, roasted on Tuesdays, whole or ground, 250 g to 1 kg.',
    },
    googleCategory: 'Food, Beverages & Tobacco > Beverages > Coffee',
    sellsWhenOut: true,
    stockedBy: 'both',
    options: ['Roast', 'Grind', 'Weight'],
    variants: grid(
      'DT-NO3',
      [
        [
          ['Filter', 'FIL'],
          ['Espresso', 'ESP'],
        ],
        [
          ['Whole Bean', 'BEAN'],
          ['Ground', 'GRND'],
        ],
        [
          ['250 g', '250'],
          ['1 kg', '1000'],
        ],
      ],
      ([roast, , weight], i) => ({
        price: weight === '250' ? '11.50' : '39.00',
        compareAt: weight === '1000' ? '46.00' : undefined,
        grams: weight === '250' ? 265 : 1030,
        quantity: [60, 24, 30, 10, 48, 20, 26, 8][i] ?? 20,
        image: roast === 'FIL' ? 'house-roast-filter' : 'house-roast-espresso',
      }),
    ),
    images: [
      { name: 'house-roast-filter', alt: 'Cream bag of filter roast coffee with beans in front' },
      { name: 'house-roast-espresso', alt: 'Dark blue bag of espresso roast coffee with beans in front' },
    ],
  },
  {
    handle: 'decaf-sunday',
    title: 'Sunday Decaf',
    brand: BRAND,
    type: 'Coffee',
    tags: ['coffee', 'beans', 'decaf', 'roastery'],
    body: body(
      [
        'For the cup after the last cup. Colombian beans, decaffeinated with sugar cane, roasted like any coffee we care about. Caramel and red apple.',
      ],
      ['Sugar-cane process, 99.9% caffeine free', '250 g, whole bean', 'Roasted to order'],
    ),
    seo: {
      title: 'Sunday Decaf, 250 g | Dritte Tasse',
      description: 'Colombian sugar-cane decaf with notes of caramel and red apple.',
    },
    googleCategory: 'Food, Beverages & Tobacco > Beverages > Coffee',
    sellsWhenOut: true,
    stockedBy: 'harbor',
    options: [],
    variants: single('DT-DECAF-250', { price: '12.50', grams: 265, quantity: 18 }),
    images: [{ name: 'decaf-sunday', alt: 'Sage bag of decaf coffee beside a red apple' }],
  },
  {
    handle: 'bean-canister',
    title: 'Bean Canister',
    brand: BRAND,
    type: 'Storage',
    tags: ['coffee', 'storage', 'canister'],
    body: body(
      [
        'A steel tin with a second lid inside that presses the air out. Holds a bag of coffee, keeps a week of it tasting like the first day.',
      ],
      ['Holds 400 g of beans', 'Coated steel, beech lid', 'Wipe clean'],
    ),
    seo: {
      title: 'Bean Canister, airtight | Dritte Tasse',
      description: 'Airtight steel coffee canister with a beech lid for 400 g of beans.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Food Storage > Food Storage Containers',
    stockedBy: 'both',
    options: ['Color'],
    variants: grid('DT-CAN', [[SAGE, NIGHT]], ([color], i) => ({
      price: '34.00',
      grams: 480,
      quantity: i === 0 ? 20 : 22,
      image: inColor('bean-canister', color),
    })),
    images: [
      { name: 'bean-canister-sage', alt: 'Sage coffee tin with beech lid' },
      { name: 'bean-canister-night', alt: 'Night blue coffee tin with beech lid' },
    ],
  },
  {
    handle: 'paper-filters',
    title: 'Paper Filters, 100',
    brand: BRAND,
    type: 'Brewing',
    tags: ['coffee', 'filter', 'refill', 'small things'],
    body: body(
      ['Unbleached cones without the taste of cardboard: rinse once, pour, compost.'],
      ['100 cone filters no. 2', 'FSC paper, oxygen whitened or natural', 'Compostable'],
    ),
    seo: {
      title: 'Paper Filters no. 2, pack of 100 | Dritte Tasse',
      description: 'One hundred compostable cone filters for the Pour-Over Dripper.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Kitchen Appliance Accessories > Coffee Filters',
    sellsWhenOut: true,
    stockedBy: 'both',
    options: ['Paper'],
    variants: grid(
      'DT-FIL',
      [
        [
          ['Natural', 'NAT'],
          ['White', 'WHI'],
        ],
      ],
      (_, i) => ({ price: '6.00', grams: 150, quantity: i === 0 ? 90 : 70 }),
    ),
    images: [{ name: 'paper-filters', alt: 'Stack of cone paper filters tied with string' }],
  },
  {
    handle: 'moka-pot',
    title: 'Sunday Moka Pot',
    brand: BRAND,
    type: 'Brewing',
    tags: ['coffee', 'moka', 'espresso', 'stove'],
    body: body(
      [
        'Eight sides, one whistle, no electronics. Steel instead of aluminum, so it works on induction and never tastes of the pot.',
      ],
      ['Stainless steel, beech handle', 'Three or six cups', 'All hobs'],
    ),
    seo: {
      title: 'Sunday Moka Pot in steel | Dritte Tasse',
      description: 'A stainless steel moka pot with beech handle for three or six cups.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Kitchen Appliances > Coffee Makers & Espresso Machines',
    stockedBy: 'northwind',
    options: ['Size'],
    variants: grid(
      'DT-MOK',
      [
        [
          ['3 cups', '3'],
          ['6 cups', '6'],
        ],
      ],
      ([size]) => ({
        price: size === '3' ? '44.00' : '58.00',
        grams: size === '3' ? 520 : 740,
        quantity: size === '3' ? 17 : 13,
      }),
    ),
    images: [{ name: 'moka-pot', alt: 'Steel moka pot with beech handle, steaming' }],
  },
  {
    handle: 'bakers-board',
    title: 'Baker’s Board',
    brand: BRAND,
    type: 'Kitchen Tools',
    tags: ['cutting board', 'wood', 'kitchen'],
    body: body(
      [
        'One plank, no glue, a hole to hang it by. The edge is cut at a slant so you can get your fingers under it with floury hands.',
      ],
      ['Solid oak or walnut, oiled', 'Small 32 × 20 cm, large 45 × 26 cm', 'Wash by hand, oil now and then'],
    ),
    seo: {
      title: 'Baker’s Board in oak or walnut | Dritte Tasse',
      description: 'A one-piece oiled cutting board in oak or walnut, two sizes.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Kitchen Tools & Utensils > Cutting Boards',
    stockedBy: 'northwind',
    options: ['Wood', 'Size'],
    variants: grid(
      'DT-BRD',
      [
        [
          ['Oak', 'OAK'],
          ['Walnut', 'WAL'],
        ],
        [
          ['Small', 'S'],
          ['Large', 'L'],
        ],
      ],
      ([wood, size], i) => ({
        price: { OAKS: '32.00', OAKL: '48.00', WALS: '42.00', WALL: '64.00' }[`${wood}${size}`] ?? '32.00',
        grams: size === 'S' ? 780 : 1480,
        quantity: [22, 16, 14, 10][i] ?? 10,
        image: inColor('bakers-board', wood),
      }),
    ),
    images: [
      { name: 'bakers-board-oak', alt: 'Oak cutting board with a loaf of bread' },
      { name: 'bakers-board-walnut', alt: 'Walnut cutting board with figs and cheese' },
    ],
  },
  {
    handle: 'linen-apron',
    title: 'Linen Apron',
    brand: BRAND,
    type: 'Kitchen Textiles',
    tags: ['apron', 'linen', 'kitchen', 'gift'],
    body: body(
      [
        'Crossed at the back instead of tied at the neck, so it hangs from your shoulders and not from your mood. Two pockets: one for the towel, one for the phone you should not answer.',
      ],
      ['Washed European linen', 'One size', 'Machine wash 40 °C'],
    ),
    seo: {
      title: 'Linen Apron, cross-back | Dritte Tasse',
      description: 'A cross-back apron in washed linen with two pockets, in three colors.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Kitchen Tools & Utensils > Aprons',
    stockedBy: 'harbor',
    options: ['Color'],
    variants: grid('DT-APR', [[CLAY, SAGE, NIGHT]], ([color], i) => ({
      price: '58.00',
      grams: 320,
      quantity: [15, 18, 13][i] ?? 10,
      image: inColor('linen-apron', color),
    })),
    images: [
      { name: 'linen-apron-clay', alt: 'Clay-colored linen apron hanging on a peg rail' },
      { name: 'linen-apron-sage', alt: 'Sage linen apron hanging on a peg rail' },
      { name: 'linen-apron-night', alt: 'Night blue linen apron hanging on a peg rail' },
    ],
  },
  {
    handle: 'tea-towel-pair',
    title: 'Tea Towel Pair',
    brand: BRAND,
    type: 'Kitchen Textiles',
    tags: ['tea towel', 'linen', 'kitchen', 'gift', 'small things'],
    body: body(
      [
        'Half linen, half cotton: the linen dries, the cotton forgives. One striped, one plain, both with a loop to hang by.',
      ],
      ['Set of two, 50 × 70 cm', '55% linen, 45% cotton', 'Machine wash 60 °C'],
    ),
    seo: {
      title: 'Tea Towel Pair in half linen | Dritte Tasse',
      description: 'One striped, one plain: two half-linen tea towels in three colors.',
    },
    googleCategory: 'Home & Garden > Linens & Bedding > Kitchen Linens > Tea Towels',
    stockedBy: 'both',
    options: ['Color'],
    variants: grid('DT-TOW', [[CLAY, SAGE, NIGHT]], ([color], i) => ({
      price: '24.00',
      grams: 210,
      quantity: [30, 34, 26][i] ?? 20,
      image: inColor('tea-towel-pair', color),
    })),
    images: [
      { name: 'tea-towel-pair-clay', alt: 'Two tea towels, clay stripes and plain, over a rail' },
      { name: 'tea-towel-pair-sage', alt: 'Two tea towels, sage stripes and plain, over a rail' },
      { name: 'tea-towel-pair-night', alt: 'Two tea towels, blue stripes and plain, over a rail' },
    ],
  },
  {
    handle: 'cherry-spoons',
    title: 'Cherry Spoon Set',
    brand: BRAND,
    type: 'Kitchen Tools',
    tags: ['spoon', 'wood', 'kitchen', 'set', 'gift'],
    body: body(
      [
        'Three tools that do most of the work: a stirring spoon, a flat-ended spatula and a ladle, carved from cherry trees that stopped bearing.',
      ],
      ['Set of three, 30 cm', 'Cherry wood, linseed oil', 'Hand wash'],
    ),
    seo: {
      title: 'Cherry Spoon Set, three pieces | Dritte Tasse',
      description: 'A stirring spoon, a spatula and a ladle carved from cherry wood.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Kitchen Tools & Utensils > Cooking Utensils',
    stockedBy: 'northwind',
    options: [],
    variants: single('DT-SPOON-3', { price: '38.00', grams: 210, quantity: 27 }),
    images: [{ name: 'cherry-spoons', alt: 'Three cherry wood spoons standing in a stoneware crock' }],
  },
  {
    handle: 'pepper-mill',
    title: 'Turned Pepper Mill',
    brand: BRAND,
    type: 'Kitchen Tools',
    tags: ['pepper mill', 'wood', 'kitchen', 'gift'],
    body: body(
      [
        'Turned from one block on a lathe older than the turner. The ceramic works inside grind pepper, salt and most disagreements.',
      ],
      ['Oak or walnut, 18 cm', 'Ceramic grinder, adjustable', 'Refill from the top'],
    ),
    seo: {
      title: 'Turned Pepper Mill in oak or walnut | Dritte Tasse',
      description: 'A lathe-turned wooden pepper mill with an adjustable ceramic grinder.',
    },
    googleCategory: 'Home & Garden > Kitchen & Dining > Kitchen Tools & Utensils > Pepper Mills',
    stockedBy: 'northwind',
    options: ['Wood'],
    variants: grid(
      'DT-MIL',
      [
        [
          ['Oak', 'OAK'],
          ['Walnut', 'WAL'],
        ],
      ],
      ([wood], i) => ({
        price: '46.00',
        grams: 290,
        quantity: i === 0 ? 19 : 16,
        image: inColor('pepper-mill', wood),
      }),
    ),
    images: [
      { name: 'pepper-mill-oak', alt: 'Turned oak pepper mill with scattered peppercorns' },
      { name: 'pepper-mill-walnut', alt: 'Turned walnut pepper mill with scattered peppercorns' },
    ],
  },
];
