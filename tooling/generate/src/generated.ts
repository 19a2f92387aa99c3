import { problemTypes } from '#libs/messaging';
import type { Service } from '#libs/service';
import { clientFiles } from '#tooling/client';
import { composeFiles } from '#tooling/compose';
import { documentFiles, type OpenApi, PUBLIC_API } from '#tooling/contracts';
import {
  configurationFiles,
  limitsFiles,
  outagesFiles,
  personalDataFiles,
  problemFiles,
  serviceTableFiles,
} from '#tooling/docs';
import { flowFiles } from '#tooling/flows';
import { observabilityFiles } from '#tooling/observability';
import { kubernetesFiles } from '#tooling/kubernetes';
import { PACTS } from '#tooling/pacts';
import { combined, type GeneratedFiles } from '#tooling/platform';
import { DOCUMENTS, imposterFiles, IMPOSTERS, ProviderDocument, withRequests } from '#tooling/stubs';
import { type ThirdParty, thirdPartyFiles } from '#tooling/third-parties';
import { join } from 'node:path';
import { nestCliFiles } from './nest-cli.js';

/**
 * Every file that follows from the services and third parties of a checkout, from its pacts and from its SLOs.
 * @throws UserError when a page has no place for its generated section, a route declares no limit, or a neighbour is declared without what
 * needs it
 */
export const generatedFiles = async (
  services: Service[],
  thirdParties: ThirdParty[],
  root: string,
): Promise<Required<GeneratedFiles>> => {
  const documents = await documentFiles(services, root);
  const documentOf = (provider: string) => {
    const text = documents.texts[`${DOCUMENTS}/${provider}.json`];
    return text === undefined ? undefined : ProviderDocument.parse(provider, text);
  };
  const openApis = services.map(
    ({ name }) => JSON.parse(documents.texts[`${DOCUMENTS}/${name}.json`]!) as OpenApi,
  );
  return combined(
    await flowFiles(services, root),
    nestCliFiles(services, root),
    composeFiles(services, thirdParties, root),
    kubernetesFiles(services, root),
    observabilityFiles(services, root),
    documents,
    configurationFiles(services),
    await personalDataFiles(services, root),
    await limitsFiles(services, root),
    await outagesFiles(services, root),
    problemFiles(problemTypes(), openApis),
    await serviceTableFiles(root),
    imposterFiles(withRequests(join(root, PACTS)), IMPOSTERS, documentOf),
    thirdPartyFiles(thirdParties),
    await clientFiles(documents.texts[PUBLIC_API] ?? '{}', root),
  );
};
