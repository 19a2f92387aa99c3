export { markedColumns, personalData, sectionOf } from './personal-data.js';
