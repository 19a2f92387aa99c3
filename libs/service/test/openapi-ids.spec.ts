import { Access, configuration, service } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import { Body, Controller, Module, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';

const Lamp = z.strictObject({ watts: z.int() }).meta({ id: 'Lamp' });
const StoredLamp = Lamp.extend({}).meta({ id: 'StoredLamp' });
class LampsConfig extends configuration('lamps') {}

/** A service that takes lamps, and gives them by this schema. */
function lampsGivenAs(answer: z.ZodType) {
  @Controller()
  class LampsController {
    @Put('lamp')
    @Access({ public: true })
    @ApiOkResponse({ standardSchema: answer })
    put(@Body({ schema: Lamp }) lamp: z.infer<typeof Lamp>) {
      return lamp;
    }
  }
  @Module({ controllers: [LampsController] })
  class LampsModule {}
  const more = { config: LampsConfig, module: LampsModule, events: {} };
  return service({ name: 'lamps', port: 4997, owner: 'tests', ...more });
}

describe('the OpenAPI document', () => {
  it('is refused when an id means one schema in requests and another one in answers', async () => {
    await expect(lampsGivenAs(Lamp).openApi()).rejects.toThrow(
      'The document of lamps has two schemas "Lamp", such as one for requests and one for answers: give one of them another id with .meta({ id }).',
    );
  });

  it('keeps the strictness of a request beside a schema of its own for the answer', async () => {
    const { components } = await lampsGivenAs(StoredLamp).openApi();
    expect(components?.schemas?.Lamp).toMatchObject({ additionalProperties: false });
    expect(components?.schemas?.StoredLamp).not.toHaveProperty('additionalProperties');
  });
});
