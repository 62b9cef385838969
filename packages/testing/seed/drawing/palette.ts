export const GLAZE = {
  oat: '#e8dac0',
  terracotta: '#c2653c',
  ink: '#2f4b70',
  moss: '#7d8a5c',
  raw: '#b88862',
} as const;
export const WOOL = {
  cream: '#eadfc8',
  pine: '#33594a',
  rust: '#b4542f',
  slate: '#5f707c',
  mustard: '#d39a34',
} as const;
export const TOOL = { chalk: '#f0eae0', black: '#3a3635', clay: '#c98260', sage: '#9fae96', night: '#2c4263' } as const;
export const WOOD = {
  oak: '#cfa06a',
  walnut: '#7b5137',
  cherry: '#b16d42',
  beech: '#dfbd8e',
  olive: '#b78f56',
} as const;

export const WALL = {
  plaster: '#f1e7d8',
  sand: '#e9d8bd',
  blush: '#e8c6b1',
  clay: '#c88a68',
  ochre: '#e3bc78',
  sage: '#c3ccb4',
  moss: '#8f9a78',
  sky: '#c5d6da',
  sea: '#7f9dA6'.toLowerCase(),
  dusk: '#6a5a6c',
  forest: '#46594c',
  night: '#34425c',
} as const;

export const SURFACE = {
  oak: '#d8b07f',
  walnut: '#8d6144',
  linen: '#efe5d4',
  stone: '#d4cbbf',
  slate: '#5d6168',
  cream: '#f4ecdf',
} as const;

export type Wall = keyof typeof WALL;
export type Surface = keyof typeof SURFACE;
