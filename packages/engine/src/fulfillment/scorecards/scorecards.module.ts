import { Module } from '@nestjs/common';
import { AfterSaleModule } from '../../ordering/after-sale.module.ts';
import { CountScorecardsHandler } from './count-scorecards.ts';
import { ScorecardStore } from './scorecard.store.ts';
import { Scorecards } from './scorecards.ts';

/** How well retailers keep their word. */
@Module({
  imports: [AfterSaleModule],
  providers: [CountScorecardsHandler, ScorecardStore, Scorecards],
  exports: [Scorecards],
})
export class ScorecardsModule {}
