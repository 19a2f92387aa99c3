import type { DataOf } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { WriteExport } from './events.js';
import { Exports } from './exports.js';

@Controller()
export class ExportsSubscriber {
  constructor(private readonly exports: Exports) {}

  @EventPattern<string>(WriteExport.type)
  write(@Payload(WriteExport) { exportId }: DataOf<typeof WriteExport>) {
    return this.exports.write(exportId);
  }
}
