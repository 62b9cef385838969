import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiExcludeEndpoint,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  ROUTES,
  zCertificate,
  zCertificateList,
  zCertificateRequest,
  zId,
  zProbeAnswer,
  type CertificateList,
  type CertificateRequest,
  type CertificateWire,
  type ProbeAnswer,
} from '@sidestall/contracts';
import { Certificates } from '@sidestall/engine';
import type { CertificateId, ProbeId } from '@sidestall/kernel';
import { CurrentRetailer, Public, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent } from '../http/idempotent.ts';
import { certificatePage } from './certificate.page.ts';

@ApiTags('partner')
@Controller()
export class CertificatesController {
  constructor(private readonly certificates: Certificates) {}

  @Post(ROUTES.partnerCertificates)
  @HttpCode(202)
  @RetailerKey('endpoints:manage')
  @Idempotent()
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Have your receiver examined: right and wrong messages in turn, and a sealed report',
    description:
      'Sends some thirty requests to your endpoint, or to the `url` you name, and takes a few seconds; ask for the report by its id. Two of them tell of an order `TEST-ONLY` that nobody placed.',
  })
  @ApiAcceptedResponse({ standardSchema: zCertificate })
  async begin(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Body({ schema: zCertificateRequest }) request: CertificateRequest,
  ): Promise<CertificateWire> {
    return respond(await this.certificates.begin(retailerId, request));
  }

  @Get(ROUTES.partnerCertificates)
  @RetailerKey('endpoints:manage')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Your examinations, the newest first' })
  @ApiOkResponse({ standardSchema: zCertificateList })
  async list(@CurrentRetailer() { retailerId }: RetailerIdentity): Promise<CertificateList> {
    return { certificates: await this.certificates.list(retailerId) };
  }

  @Get(ROUTES.partnerCertificate)
  @RetailerKey('endpoints:manage')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'One of your examinations: how far it is, and the report once it is finished' })
  @ApiOkResponse({ standardSchema: zCertificate })
  async own(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('cer') }) id: CertificateId,
  ): Promise<CertificateWire> {
    return respond(await this.certificates.find(id, retailerId));
  }

  @Post(ROUTES.partnerProbe)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Your receiver acted on a message of the examination',
    description: 'Call it from where the work is done, with a new Idempotency-Key each time: it is counted.',
  })
  @ApiOkResponse({ standardSchema: zProbeAnswer })
  async act(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('probe', { schema: zId('prb') }) probe: ProbeId,
  ): Promise<ProbeAnswer> {
    return respond(await this.certificates.act(retailerId, probe));
  }

  @Get(ROUTES.certificate)
  @Public()
  @ApiOperation({ summary: 'A certificate, for whoever was given its address' })
  @ApiOkResponse({ standardSchema: zCertificate })
  async show(@Param('id', { schema: zId('cer') }) id: CertificateId): Promise<CertificateWire> {
    return respond(await this.certificates.find(id));
  }

  @Get(ROUTES.certificatePage)
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'")
  @ApiExcludeEndpoint()
  async page(@Param('id', { schema: zId('cer') }) id: CertificateId): Promise<string> {
    return certificatePage(respond(await this.certificates.find(id)));
  }
}
