import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import type { AccessRule } from './access.js';
import type { Deprecation } from './deprecation.js';
import type { GROUP } from './group.js';
import type { LimitDeclaration } from './limit-rules.js';
import type { PROBLEMS } from './refuses.js';

/** What of a service decides what its document says, beside its controllers. */
export interface Api {
  name: string;
  owner: string;
  port: number;
  version: string;
  /** Its settings, which name limits, and what needs which neighbour. */
  settings: z.ZodObject;
  /** The routes that answer although its database and the broker are down: `GET /things/:id`. */
  withoutDatabase: readonly string[];
  /** Whether it has neither. */
  isStateless?: true;
}

export type Described = NonNullable<OpenAPIObject['paths'][string]['get']>;
export type Parameters = Described['parameters'] & object;
export interface Operation extends Described {
  'x-access'?: AccessRule;
  'x-limit'?: LimitDeclaration;
  'x-ends'?: Deprecation;
  [GROUP]?: string;
  [PROBLEMS]?: string[];
}
