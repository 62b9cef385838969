import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zNewPartnerKey,
  zPartnerKeyList,
  zPartnerKeyRequest,
  type NewPartnerKey,
  type PartnerKeyList,
  type PartnerKeyRequest,
  type PartnerKeyWire,
} from '@sidestall/contracts';
import { ManageKeys, type KeyView } from '@sidestall/engine';
import type { Id } from '@sidestall/kernel';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';

const present = ({ createdAt, lastUsedAt, scopes, ...key }: KeyView): PartnerKeyWire => ({
  ...key,
  scopes: [...scopes],
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt && lastUsedAt.toISOString(),
});

/** A retailer's API keys. A new key is answered once and kept by no Idempotency-Key. */
@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class KeysController {
  constructor(private readonly keys: ManageKeys) {}

  @Get(ROUTES.partnerKeys)
  @RetailerKey('keys:manage')
  @ApiOperation({ summary: 'Your API keys that work, the newest first' })
  @ApiOkResponse({ standardSchema: zPartnerKeyList })
  async list(@CurrentRetailer() retailer: RetailerIdentity): Promise<PartnerKeyList> {
    return { keys: (await this.keys.list(retailer)).map(present) };
  }

  @Post(ROUTES.partnerKeys)
  @RetailerKey('keys:manage')
  @ApiOperation({
    summary: 'Make a key for one purpose',
    description: 'It serves all brands whose goods you send. It may do no more than the key you ask with.',
  })
  @ApiCreatedResponse({ standardSchema: zNewPartnerKey })
  async create(
    @CurrentRetailer() retailer: RetailerIdentity,
    @Body({ schema: zPartnerKeyRequest }) request: PartnerKeyRequest,
  ): Promise<NewPartnerKey> {
    const { key, secret } = respond(await this.keys.create(retailer, request));
    return { key: present(key), secret };
  }

  @Delete(ROUTES.partnerKey)
  @HttpCode(204)
  @RetailerKey('keys:manage')
  @ApiOperation({ summary: 'Revoke a key: it opens nothing from now on' })
  @ApiNoContentResponse()
  async revoke(
    @CurrentRetailer() retailer: RetailerIdentity,
    @Param('id', { schema: zId('key') }) id: Id<'key'>,
  ): Promise<void> {
    respond(await this.keys.revoke(retailer, id));
  }
}
