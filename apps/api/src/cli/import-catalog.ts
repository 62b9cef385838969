import 'reflect-metadata';
import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WIRE } from '@sidestall/contracts';
import {
  AnnounceStock,
  CatalogReader,
  Database,
  EngineModule,
  ImportCatalog,
  InventoryService,
  makeLogger,
} from '@sidestall/engine';
import { ConfigError } from '@sidestall/engine/config';
import type { BrandId } from '@sidestall/kernel';
import { zCurrency } from '../catalog/currency.ts';
import { importReportText } from '../catalog/import-report-text.ts';
import { ImportedStock } from '../catalog/imported-stock.ts';
import { readApiConfig } from '../config.ts';

const USAGE = `Imports a Shopify product CSV. Importing the same file again changes nothing.

  npm run import -- FILE [--brand SLUG] [--currency EUR] [--assets URL]

  --brand     the brand whose products these are; without it the Vendor column names the brands
  --currency  the currency of the prices; EUR when not given
  --assets    what relative image paths are below, such as https://cdn.example.com/shop or /media`;

/** Something the person at the terminal can put right. */
class UsageError extends Error {}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        brand: { type: 'string' },
        currency: { type: 'string', default: 'EUR' },
        assets: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help || positionals.length !== 1) throw new UsageError(USAGE);
    const currency = zCurrency.safeParse(values.currency.toUpperCase());
    if (!currency.success) throw new UsageError(`--currency ${currency.error.issues[0]!.message}`);
    if (values.assets !== undefined && !/^(https?:\/\/|\/)/.test(values.assets)) {
      throw new UsageError('--assets must begin with http://, https:// or /');
    }
    return { file: path.resolve(positionals[0]!), brand: values.brand, currency: currency.data, assets: values.assets };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function run(): Promise<void> {
  const { file, brand, currency, assets } = readArguments();
  await access(file, constants.R_OK).catch(() => {
    throw new UsageError(`${file} cannot be read`);
  });
  const engine = EngineModule.register(readApiConfig().engine, makeLogger('import', 'warn'));
  const application = await NestFactory.createApplicationContext(engine, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  try {
    const stock = new ImportedStock(application.get(InventoryService), application.get(AnnounceStock)).listen();
    const result = await application.get(ImportCatalog).execute({
      brandId: brand === undefined ? 'vendor' : await brandIdOf(application, brand),
      source: createReadStream(file),
      fileName: path.basename(file),
      currency,
      assetBaseUrl: assets ?? null,
      onStock: stock.onStock,
    });
    if (!result.ok) throw new UsageError(`${WIRE[result.error.code].title}. ${result.error.detail ?? ''}`.trim());
    await stock.announce();
    console.log(importReportText(result.value));
    if (result.value.products.rejected > 0) process.exitCode = 2;
  } finally {
    await application.close();
  }
}

async function brandIdOf(application: INestApplicationContext, slug: string): Promise<BrandId> {
  const catalog = application.get(CatalogReader);
  const database = application.get(Database);
  const found = await catalog.findBrandBySlug(database, slug);
  if (found) return found.id;
  const known = (await catalog.allBrands(database)).map((brand) => brand.slug).join(', ');
  throw new UsageError(`There is no brand ${slug}. ${known ? `There are ${known}` : 'There are none yet'}`);
}

try {
  await run();
} catch (error) {
  const isExpected = error instanceof UsageError || error instanceof ConfigError;
  console.error(isExpected ? error.message : error);
  process.exit(1);
}
