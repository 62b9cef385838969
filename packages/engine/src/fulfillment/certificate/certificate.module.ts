import { Module } from '@nestjs/common';
import { OrderingModule } from '../../ordering/ordering.module.ts';
import { CertificateStore } from './certificate.store.ts';
import { Certificates } from './certificates.ts';
import { ExamineReceiverHandler } from './examine-receiver.ts';

/** Retailers have their receivers examined, and show the report. */
@Module({
  imports: [OrderingModule],
  providers: [CertificateStore, Certificates, ExamineReceiverHandler],
  exports: [Certificates],
})
export class CertificateModule {}
