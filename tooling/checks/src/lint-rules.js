const TIMERS = /^(?:node:)?timers\/promises$/;
const message =
  'Wait with eventually(), which fails at its deadline: a sleep is always too short or too long.';

/** True for `new Promise((resolve) => setTimeout(resolve, ms))`. */
function isSleep({ callee, arguments: [executor] }) {
  if (callee.name !== 'Promise' || !executor?.params?.length) return false;
  const { body } = executor;
  const call = body.type === 'BlockStatement' ? body.body[0]?.expression : body;
  return call?.callee?.name === 'setTimeout' && call.arguments[0]?.name === executor.params[0].name;
}

/** Lint rules that oxlint lacks. */
export default {
  meta: { name: 'troupe' },
  rules: {
    'no-sleep': {
      create: (context) => ({
        ImportDeclaration: (node) => TIMERS.test(node.source.value) && context.report({ node, message }),
        NewExpression: (node) => isSleep(node) && context.report({ node, message }),
      }),
    },
  },
};
