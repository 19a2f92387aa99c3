import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiTags } from '@nestjs/swagger';

/** Where an operation carries the description of its group, until the document is complete. */
export const GROUP = 'x-group';

/**
 * Names the group of a controller's operations in documents, and says what they are for, unless another controller of the
 * group does. Without it, a group has the name of the controller, and the summaries of its operations describe it.
 */
export const Group = (name: string, description?: string) =>
  applyDecorators(ApiTags(name), ...(description ? [ApiExtension(GROUP, description)] : []));
