import { domainWordsInLibs } from './words/domain-words.ts';
import { retiredIdentifiersIn } from './words/find-retired.ts';

const root = process.cwd();
const domain = domainWordsInLibs(root);
const retired = retiredIdentifiersIn(root);
for (const finding of [...domain, ...retired]) console.log(finding);
if (domain.length) console.log('\nlibs/ must not know the domain: replace its words by neutral ones.');
process.exitCode = domain.length || retired.length ? 1 : 0;
