import { Module } from '@nestjs/common';
import { BuyerCaps } from './buyer-caps.ts';

/** How many units of a drop one buyer may have. */
@Module({ providers: [BuyerCaps], exports: [BuyerCaps] })
export class CapsModule {}
