export { configurationFiles } from './configuration.js';
export { limitsFiles } from './limits.js';
export { outagesFiles } from './outages.js';
export { problemFiles } from './problems.js';
export { serviceTableFiles } from './service-tables.js';
export { markedColumns, PERSONAL_DATA, personalDataFiles, personalDataTable } from './personal-data.js';
