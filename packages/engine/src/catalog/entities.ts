import { BrandEntity } from './brand.entity.ts';
import { CatalogImportEntity } from './catalog-import.entity.ts';
import { DropListingEntity } from './drop-listing.entity.ts';
import { DropEntity } from './drop.entity.ts';
import { ImageEntity } from './image.entity.ts';
import { ImportIssueEntity } from './import-issue.entity.ts';
import { ListingPriceEntity } from './listing-price.entity.ts';
import { ListingEntity } from './listing.entity.ts';
import { ProductOptionEntity } from './product-option.entity.ts';
import { ProductEntity } from './product.entity.ts';
import { VariantEntity } from './variant.entity.ts';

export const catalogEntities = [
  BrandEntity,
  ProductEntity,
  ProductOptionEntity,
  ImageEntity,
  VariantEntity,
  ListingEntity,
  ListingPriceEntity,
  DropEntity,
  DropListingEntity,
  CatalogImportEntity,
  ImportIssueEntity,
];
