import { Injectable } from '@nestjs/common';
import { STOCK_FILE_BYTES, STOCK_FILE_ROWS } from '@sidestall/contracts';

/** How much one file of stock may be: what the contract says, and less in a test. */
@Injectable()
export class StockFileLimits {
  readonly rows: number = STOCK_FILE_ROWS;
  readonly bytes: number = STOCK_FILE_BYTES;
}
