import { type ArgumentMetadata, Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { InvalidInput } from '#libs/messaging';
import { nameRepeated } from './query.js';
import { nameUnknownMembers } from './unknown-members.js';

/** Validates each parameter with a schema; the error says which part of the request is wrong. */
@Injectable()
export class SchemaPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const { schema } = metadata;
    if (!schema || !this.toValidate(metadata)) return value;
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return result.value as T;
    const where = [metadata.type, metadata.data].filter(Boolean).join('/');
    const issues = nameUnknownMembers(result.issues);
    throw new InvalidInput(where, metadata.type === 'query' ? nameRepeated(value, issues) : issues);
  }
}
