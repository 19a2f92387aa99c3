import type { SharedConfig } from './config.js';

/**
 * What runs, as attributes of every span, by the names of OpenTelemetry
 * (https://opentelemetry.io/docs/specs/semconv/resource/deployment-environment, and those of services and version control).
 * @param version the semantic version of the service
 */
export const resourceOf = (
  version: string,
  {
    REVISION,
    RELEASE,
    DEPLOYMENT_ENVIRONMENT,
  }: Pick<SharedConfig, 'REVISION' | 'RELEASE' | 'DEPLOYMENT_ENVIRONMENT'>,
): Record<string, string> => ({
  'service.version': version,
  'vcs.ref.head.revision': REVISION,
  'deployment.environment.name': DEPLOYMENT_ENVIRONMENT,
  ...(RELEASE && { 'deployment.name': RELEASE }),
});
