const path = require('node:path');
const { imports } = require('../../../package.json');

/** The source that a subpath import of package.json is built from; the import itself leads into dist/. */
const toSource = (built) => path.resolve(built.replace('/dist/', '/').replace(/\.js$/, '.ts'));

// dependency-cruiser reads aliases in webpack's form only.
module.exports = {
  resolve: {
    alias: Object.fromEntries(Object.entries(imports).map(([from, built]) => [from, toSource(built)])),
  },
};
