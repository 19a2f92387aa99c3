const path = require('node:path');
const { imports } = require('../../../package.json');

/** The subpath imports of package.json, which lead into dist/, as the sources that dist/ is built from. */
const toSource = (built) => path.resolve(built.replace('/dist/', '/').replace(/\.js$/, '.ts'));

// dependency-cruiser reads aliases in webpack's form only.
module.exports = {
  resolve: {
    alias: Object.fromEntries(Object.entries(imports).map(([from, built]) => [from, toSource(built)])),
  },
};
