import 'reflect-metadata';
import { cp, readFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { ConfigError } from '@sidestall/engine/config';
import { EngineModule, makeLogger } from '@sidestall/engine';
import { readSeedConfig } from '../config.ts';
import { SEED_TERMS, SeedShop } from './seed-shop.ts';
import { zSeedBrands, zSeedStock } from './seed-files.ts';

const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

try {
  const config = readSeedConfig();
  const inSeed = (name: string) => path.join(config.seedDir, name);
  const application = await NestFactory.createApplicationContext(
    EngineModule.register(config.engine, makeLogger('seed', 'warn')),
    {
      logger: ['error', 'warn'],
      abortOnError: false,
    },
  );
  const shop = new SeedShop(application);
  if (await shop.isStocked()) {
    await shop.registerRetailers(zSeedStock.parse(await json(inSeed('stock.json'))), config.retailers);
    // The drop of the last start is over by now, or goes on; where its goods are sold out there is none.
    await shop.openDrop(zSeedBrands.parse(await json(inSeed('brands.json')))[0]!.slug);
    console.log('The shop is stocked already');
  } else {
    await cp(inSeed('images'), path.join(config.mediaDir, 'seed/images'), { recursive: true });
    const stock = zSeedStock.parse(await json(inSeed('stock.json')));
    await shop.registerRetailers(stock, config.retailers);
    const brands = zSeedBrands.parse(await json(inSeed('brands.json')));
    await shop.registerBrands(brands);
    const report = await shop.importProducts(createReadStream(inSeed('products.csv')));
    await shop.fillShelves(stock);
    await shop.openShow();
    await shop.giveOutCoupons();
    if (!(await shop.openDrop(brands[0]!.slug))) throw new Error('The first drop cannot be opened');
    await shop.agreeTerms(SEED_TERMS);
    await shop.registerParties(stock, brands);
    await shop.openAccounts();
    console.log(`Stocked ${report.products.created} products, ${report.variants} variants, ${report.images} pictures`);
  }
  await application.close();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
